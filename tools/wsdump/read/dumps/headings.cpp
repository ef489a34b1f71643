// Lines that real tools print between hex dumps: packet summaries, directions, sections, prompts.
#include <algorithm>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/dumps/dump_lines.hpp"
#include "wsdump/read/lines/peel.hpp"

namespace ws101::wsdump::input {
namespace {

// "Frame (77 bytes):" and its relatives of tshark -x.
std::optional<Heading> section(std::string_view line) {
  line = trim(line);
  if (!line.ends_with("):")) return std::nullopt;
  const std::size_t open = line.rfind('(');
  const std::string_view inside = line.substr(open + 1);
  if (open == std::string_view::npos || open < 2 || inside.empty() || !is_digit(inside[0]) ||
      !contains(inside, " byte")) {
    return std::nullopt;
  }
  Heading heading;
  heading.packet = line.starts_with("Frame (") || line.starts_with("Packet (");
  heading.skip = !heading.packet;
  return heading;
}

// curl --trace: "=> Send data, 11 bytes (0xb)", perhaps with a time in front.
std::optional<Heading> curl_trace(std::string_view line) {
  Heading heading;
  heading.time = take_time(line);
  line = trim_left(line);
  // curl --trace-ids: "[0-0] " names the transfer and the connection.
  if (const std::size_t close = line.find("] ");
      line.starts_with("[") && close < 24 &&
      all_of(line.substr(1, close - 1), [](char c) { return is_digit(c) || c == '-' || c == 'x'; })) {
    line = trim_left(line.substr(close + 1));
  }
  const bool sent = line.starts_with("=> Send ");
  if (!sent && !line.starts_with("<= Recv ")) {
    if (!line.starts_with("== Info")) return std::nullopt;
    heading.remark = true;
    return heading;
  }
  heading.directed = true;
  heading.from = sent ? Direction::Client : Direction::Server;
  heading.side = sent ? 0 : 1;
  heading.skip = contains(line, "SSL data");
  return heading;
}

// openssl s_client -debug, and Netty's logging handler: which end was watched is not said.
std::optional<Heading> watched_end(std::string_view line) {
  Heading heading;
  heading.directed = true;
  if (line.starts_with("write to 0x") || contains(line, "] WRITE: ")) return heading;
  heading.side = 1;
  if (line.starts_with("read from 0x") || contains(line, "] READ: ")) return heading;
  return std::nullopt;
}

// tcpflow: "127.000.000.001.40000-127.000.000.001.08000: "
std::optional<Heading> tcpflow_ends(std::string_view line) {
  line = trim(line);
  const std::size_t hyphen = line.find('-');
  if (!line.ends_with(":") || hyphen == std::string_view::npos) return std::nullopt;
  const auto is_end = [](std::string_view end) {  // an address and a port of five digits
    const std::size_t dot = end.rfind('.');
    return dot != std::string_view::npos && dot >= 2 && end.size() - dot == 6 &&
           all_of(end.substr(dot + 1), is_digit) &&
           all_of(end.substr(0, dot), [](char c) { return is_hex(c) || c == '.' || c == ':'; });
  };
  const std::string_view sender = line.substr(0, hyphen);
  if (!is_end(sender) || !is_end(line.substr(hyphen + 1, line.size() - hyphen - 2))) return std::nullopt;
  Heading heading;
  heading.directed = true;
  heading.sender = sender;
  return heading;
}

bool is_address_pair(std::string_view line) {
  return contains(line, " > ") || contains(line, " -> ");
}

// tcpdump and tshark summary lines.
std::optional<Heading> packet_summary(std::string_view line) {
  Heading heading;
  heading.packet = true;
  std::string_view rest = trim_left(line);
  const bool indented = rest.size() != line.size();
  // tshark: packet number first.
  std::string_view after_number = rest;
  const std::string_view number = take_word(after_number);
  if (all_of(number, is_digit) && number.size() < 10 && is_address_pair(after_number)) {
    heading.time = take_time(after_number);
    if (heading.time) return heading;
  }
  heading.time = take_time(rest);
  rest = trim_left(rest);
  const bool addressed = is_address_pair(rest) && contains(rest, ":");
  if (heading.time &&
      (addressed || rest.starts_with("IP") || rest.starts_with("ARP") || contains(rest, " IP"))) {
    return heading;
  }
  if (rest.starts_with("IP ") || rest.starts_with("IP6 ")) return heading;
  if (indented && addressed && (contains(rest, "Flags [") || contains(rest, " tcp "))) {
    heading.remark = true;
    return heading;
  }
  if (rest.starts_with("Frame ") && contains(rest, " bytes on wire")) return heading;
  return std::nullopt;
}

// "10:00:01 client -> server:"
std::optional<Heading> timed_direction(std::string_view line) {
  const auto time = take_time(line);
  auto heading = direction_of_phrase(line);
  if (heading) heading->time = time;
  return heading;
}

// "00 01 02 ... 0f" or "0 1 2 ...": the head of the columns.
bool counts_up(std::string_view line) {
  std::size_t n = 0;
  for (std::string_view word = take_word(line); !word.empty() && n < 16; word = take_word(line), ++n) {
    if (word.size() > 2 || !all_of(word.substr(0, word.size() - 1), [](char c) { return c == '0'; }))
      return false;
    if (hex_value(word.back()) != static_cast<int>(n)) return false;
  }
  return n >= 8;
}

constexpr std::string_view kRemarkStarts =
    "# |// |$ |(gdb)|(lldb)|- offset -|listening on |--- |tcpdump:|Follow: |Filter: |Node |No. "
    "|Label:|Path:|Offset|"
    "Hex View|```|reading from file|dropped privs|Running as user|Capturing on ";
bool is_remark(std::string_view line) {
  line = trim(line);
  if (is_shell_prompt(line) || (contains(line, "@") && contains(line, "$ "))) return true;
  // The braces Go's spew puts around a dump.
  if (line == "}" || line == "}," || (line.starts_with("(") && line.ends_with("{"))) return true;
  if (starts_with_one(line, kRemarkStarts)) return true;
  if (line.ends_with(" captured") || line.ends_with("by filter") || line.ends_with("by kernel")) return true;
  if (line.size() > 2 && line.find_first_not_of("=-+ |") == std::string_view::npos) return true;
  // radare2's prompt, objdump's first line.
  if ((line.starts_with("[0x") && contains(line, "]> ")) || contains(line, "file format ")) return true;
  return counts_up(line) || (line.starts_with("|") && counts_up(trim(line.substr(1, line.size() - 2))));
}

}  // namespace

std::optional<Heading> heading_of(std::string_view line) {
  constexpr std::size_t kLongestHeading = 2048;
  if (line.size() > kLongestHeading) return std::nullopt;
  Heading remark;
  remark.remark = true;
  const std::string_view bare = trim(line);
  if (bare.empty()) return remark;
  for (const auto reader :
       {section, curl_trace, watched_end, tcpflow_ends, packet_summary, timed_direction}) {
    if (auto heading = reader(line)) return heading;
  }
  if (is_remark(line)) return remark;
  // A heading of the user's own: "payload:", "==> file <==", "Contents of section .data:".
  const bool titled = bare.ends_with(":") && bare.size() > 2 && is_letter(bare[0]) &&
                      !all_of(bare.substr(0, bare.size() - 1), is_hex);
  if (titled || (bare.starts_with("==> ") && bare.ends_with(" <=="))) return Heading{};
  return std::nullopt;
}

}  // namespace ws101::wsdump::input
