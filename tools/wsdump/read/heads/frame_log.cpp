#include "wsdump/read/heads/frame_log.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "text/counted.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/code/literal.hpp"
#include "wsdump/read/plausible.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kMostNamed = 1000;  // of one log
constexpr std::array<std::string_view, 6> kOpcodes = {"CONT", "TEXT", "BINARY", "CLOSE", "PING", "PONG"};

// Behind the heads of a client's trace these words name the sender; elsewhere who logs may be a server.
constexpr std::pair<std::string_view, Direction> kRawMarks[] = {
    {"++Sent raw: ", Direction::Client}, {"++Rcv raw: ", Direction::Server},
    {"send: ", Direction::Client},       {"sent: ", Direction::Client},
    {"recv: ", Direction::Server},       {"received: ", Direction::Server}};

// The bytes of b'...' or b"..." at the start of `s`; if the paste cuts it, those that are there.
std::optional<std::vector<std::uint8_t>> bytes_literal(std::string_view s) {
  constexpr std::size_t kLongestEscape = 4;
  if (s.size() < 3 || s[0] != 'b' || !is_quote(s[1])) return std::nullopt;
  const std::size_t length = quoted_length(s.substr(1));
  std::string_view content = length < 2 ? s.substr(2) : s.substr(2, length - 2);
  auto literal = decode_literal(content, false);
  for (std::size_t cut = 1; !literal && length == 0 && cut < std::min(kLongestEscape, content.size()); ++cut)
    literal = decode_literal(content.substr(0, content.size() - cut), false);
  if (!literal) return std::nullopt;
  return std::move(literal->bytes);
}

// "PING" of "opcode=<Opcode.PING: 9>", "Opcode=PING" or "opcode=9"; the number as written if it is none of the six.
std::string opcode_of(std::string_view fields) {
  const std::size_t at = find_ignoring_case(fields, "opcode=");
  if (at == std::string_view::npos) return {};
  std::string_view rest = fields.substr(at + 7);
  if (const std::size_t dot = rest.find("Opcode."); dot < 3) {
    rest.remove_prefix(dot + 7);
    std::size_t end = 0;
    while (end < rest.size() && is_letter(rest[end])) ++end;
    return std::string(rest.substr(0, end));
  }
  std::size_t end = 0;
  while (end < rest.size() && is_word(rest[end])) ++end;
  return std::string(rest.substr(0, end));
}

// Frame(fin=True, opcode=<Opcode.PING: 9>, data=b'...', rsv1=False, ...): websockets before version 10, and
// WebSocketFrame(FIN=1,RSV1=0,RSV2=0,RSV3=0,Opcode=CLOSE,Length=2,...): nv-websocket-client.
std::optional<std::string> constructed(std::string_view line, std::string& before) {
  std::size_t at = line.find("WebSocketFrame(");
  if (at == std::string_view::npos) at = line.find("Frame(");
  if (at == std::string_view::npos || (at > 0 && is_word(line[at - 1]))) return std::nullopt;
  const std::string_view fields = line.substr(at);
  std::string words = opcode_of(fields);
  if (words.empty()) return std::nullopt;
  before = line.substr(0, at);
  if (contains(fields, "fin=False") || contains(fields, "FIN=0")) words += " FIN=0";
  for (const std::string_view bit : {"rsv1=", "rsv2=", "rsv3="}) {
    const std::size_t value = find_ignoring_case(fields, bit);
    if (value != std::string_view::npos &&
        (fields.substr(value + 5).starts_with("True") || fields[value + 5] == '1'))
      words += " " + std::string(bit.substr(0, 4));
  }
  const std::size_t data = fields.find("data=");
  if (data != std::string_view::npos) {
    const std::string_view rest = fields.substr(data + 5);
    const std::size_t length = quoted_length(rest.substr(std::min<std::size_t>(1, rest.size())));
    if (const auto bytes = length == 0 ? std::nullopt : bytes_literal(rest)) {
      words += ", " + counted(bytes->size(), "byte");
      if (!bytes->empty()) words += ": " + std::string(rest.substr(0, length + 1));
    }
  }
  return words;
}

// "< TEXT 'Hello' [5 bytes]", "> PING ab cd [binary, 2 bytes]": websockets from version 10 on.
std::optional<std::string> printed(std::string_view line, std::string& before) {
  const std::string_view bare = trim_right(line);
  if (!bare.ends_with(']')) return std::nullopt;
  const std::size_t bracket = bare.rfind('[');
  if (bracket == std::string_view::npos || !contains(bare.substr(bracket), "byte")) return std::nullopt;
  for (const std::string_view arrow : {"< ", "> "}) {
    for (std::size_t at = bare.find(arrow); at != std::string_view::npos; at = bare.find(arrow, at + 1)) {
      for (const std::string_view opcode : kOpcodes) {
        if (!bare.substr(at + 2).starts_with(std::string(opcode) + " ")) continue;
        before = bare.substr(0, at + 2);
        return std::string(bare.substr(at + 2));
      }
    }
  }
  return std::nullopt;
}

// Whether the sign in front of a frame says that the one who logs sent it. Nothing if there is no sign.
std::optional<bool> sent(std::string_view before) {
  before = trim_right(before);
  if (before.ends_with('>')) return true;
  if (before.ends_with('<')) return false;
  return std::nullopt;
}

}  // namespace

std::vector<RawLine> find_raw_lines(const std::vector<TextLine>& lines, bool behind_heads) {
  std::vector<RawLine> found;
  std::string_view last;
  for (const TextLine& each : lines) {
    const bool again = !last.empty() && each.line.size() > last.size() && each.line.ends_with(last);
    last = each.line;
    if (again) continue;  // printed and logged
    for (const auto& [mark, from] : kRawMarks) {
      const std::size_t at = each.line.find(mark);
      if (at == std::string_view::npos || (at > 0 && is_letter(each.line[at - 1]))) continue;
      if (!behind_heads && mark[0] != '+') continue;
      const std::string_view value = each.line.substr(at + mark.size());
      // http.client says the same of the request, which is read as a head.
      if (auto bytes = bytes_literal(value);
          bytes && (mark[0] == '+' || (grade_of(*bytes) > 0 && !begins_request(*bytes))))
        found.push_back({from, std::move(*bytes), quoted_length(value.substr(1)) == 0});
    }
  }
  return found;
}

std::vector<std::string> find_named_frames(const std::vector<TextLine>& lines, bool server_logs) {
  std::vector<std::string> found;
  for (const TextLine& each : lines) {
    std::string before;
    auto words = constructed(each.line, before);
    if (!words) words = printed(each.line, before);
    if (!words) continue;
    if (found.size() == kMostNamed) break;
    std::string who;
    if (const auto by_logger = sent(before)) {
      const bool server = !contains(before, "client") && (server_logs || contains(before, "server"));
      who = *by_logger == server ? "server sends " : "client sends ";
    }
    found.push_back(who + *words);
  }
  return found;
}

}  // namespace ws101::wsdump::input
