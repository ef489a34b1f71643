// The commands that read no capture: commands.hpp.
#include "wsdump/cli/commands.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <variant>
#include <vector>

#include "wsdump/accept.hpp"
#include "wsdump/cli/say.hpp"
#include "wsdump/encode.hpp"
#include "wsdump/payload.hpp"
#include "wsdump/read/reading.hpp"
#include "wsdump/rfc.hpp"

namespace ws101::wsdump {
namespace {

std::string joined(std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) text.append(text.empty() ? "" : " ").append(word);
  return text;
}

}  // namespace

int finish(Output& out, int status) {
  out.flush();
  if (out.error() == 0 || out.error() == EPIPE) return status;
  return usage_error(std::string("cannot write the output: ") + std::strerror(out.error()));
}

int print(std::string_view text, int status) {
  Output out(STDOUT_FILENO);
  out << text;
  return finish(out, status);
}

int run_accept(const Options& options) {
  if (options.words.empty() || options.words.size() > 2) {
    return usage_error(
        "accept takes a key, and an Accept to compare: wsdump accept dGhlIHNhbXBsZSBub25jZQ==");
  }
  const AcceptSteps steps = explain_accept(options.words[0]);
  std::string text = options.quiet ? steps.accept + '\n' : steps.text;
  bool right = steps.key_ok;
  if (options.words.size() == 2) {
    const AcceptCompared compared = compare_accept(options.words[0], options.words[1]);
    text += (options.quiet ? "" : "\n") + compared.text;
    right = right && compared.right;
  }
  return print(text, right ? 0 : 1);
}

int run_encode(const Options& options) {
  for (const std::string_view word : options.words) {
    if (word == "--help" || word == "-h") return print(encode_help());
  }
  SystemEncodeSources sources;
  const auto parsed = parse_encode(options.words, sources);
  if (const auto* error = std::get_if<EncodeError>(&parsed)) return usage_error(error->message);
  return print(encode_output(std::get<EncodeRequest>(parsed)));
}

int run_inflate(const Options& options) {
  if (options.words.empty())
    return usage_error("inflate takes a payload: wsdump inflate f2 48 cd c9 c9 07 00");
  ReadOptions as_hex;
  as_hex.format = "hex";
  auto read = read_text(joined(options.words), as_hex);
  if (std::holds_alternative<ReadError>(read)) read = read_text(joined(options.words), {});
  if (const auto* error = std::get_if<ReadError>(&read)) return usage_error(error->message);
  std::vector<std::uint8_t> payload;
  for (const Chunk& chunk : std::get<Reading>(read).chunks)
    payload.insert(payload.end(), chunk.bytes.begin(), chunk.bytes.end());
  const Inflated inflated = inflate_payload(payload, options.quiet);
  return print(inflated.text, inflated.right ? 0 : 1);
}

int run_deflate(const Options& options) {
  if (options.words.empty()) return usage_error("deflate takes a text: wsdump deflate Hello");
  return print(deflate_text(bytes_of(joined(options.words)), options.quiet));
}

int run_rfc(const Options& options) {
  if (options.words.empty()) return print(list_rfc());
  const std::string wanted = joined(options.words);
  const RfcSection* const section = find_rfc_section(wanted);
  if (section == nullptr) return usage_error(unknown_rfc(wanted));
  return print(explain_rfc(*section));
}

int help_formats() {
  Output out(STDOUT_FILENO);
  for (const FormatInfo& format : formats()) {
    out << format.name;
    out.spaces(format.name.size() < 14 ? 14 - format.name.size() : 1);
    out << format.words << format.more << '\n';
    if (!format.example.empty()) out << "                e.g. " << format.example << '\n';
  }
  return finish(out, 0);
}

}  // namespace ws101::wsdump
