// A refusal names what came and the command that gives what is needed.
#include "wsdump/read/traps.hpp"

#include <algorithm>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/dump_lines.hpp"
#include "wsdump/read/readers.hpp"

namespace ws101::wsdump::input {
namespace {

// RFC 8446 5.1: a record is type, version 3.x and a 16-bit length. As the first byte of a WebSocket frame, 14 to 17
// would set RSV3.
bool is_tls(std::span<const std::uint8_t> b) {
  if (b.size() < 5 || b[0] < 0x14 || b[0] > 0x17 || b[1] != 3 || b[2] > 4) return false;
  const unsigned length = static_cast<unsigned>(b[3] << 8 | b[4]);
  return length > 0 && length <= (1U << 14) + 2048;
}

// RFC 9113 4.1: length 24, type 8, flags 8, stream 32 bits. A connection starts with SETTINGS (type 4) on stream 0.
bool is_http2_settings(std::span<const std::uint8_t> b) {
  if (b.size() < 9) return false;
  const std::size_t length = static_cast<std::size_t>(b[0] << 16 | b[1] << 8 | b[2]);
  const bool stream_zero = (b[5] | b[6] | b[7] | b[8]) == 0;
  if (b[3] != 4 || !stream_zero || length % 6 != 0 || length > 600) return false;
  return b[4] == 0 ? length > 0 || b.size() > 9 : b[4] == 1 && length == 0;
}

bool starts_with(std::span<const std::uint8_t> b, std::string_view text) {
  return b.size() >= text.size() &&
         std::equal(text.begin(), text.end(), b.begin(),
                    [](char c, std::uint8_t x) { return static_cast<std::uint8_t>(c) == x; });
}

bool json_has(std::string_view head, std::string_view key) {
  return contains(head, key);
}

// tcpdump -A and Wireshark's ASCII views show a dot for every byte that is not printable: it cannot be undone.
bool is_tcpdump_ascii(std::string_view body) {
  std::string_view rest = body;
  const std::string_view first = take_line(rest);
  const auto heading = heading_of(first);
  if (!heading || !heading->packet || !contains(first, " > ")) return false;
  std::size_t text_lines = 0;
  for (int i = 0; i < 64 && !rest.empty(); ++i) {
    const std::string_view line = trim(take_line(rest));
    if (line.empty() || heading_of(line)) continue;
    if (line.starts_with("0x0000:")) return false;
    ++text_lines;
  }
  return text_lines > 0;
}

}  // namespace

std::optional<ReadError> trap_in_stream(std::span<const std::uint8_t> bytes) {
  if (is_tls(bytes)) {
    return ReadError{"expected WebSocket frames, got a TLS record: these bytes are encrypted (wss)",
                     "set SSLKEYLOGFILE in the browser and let Wireshark decrypt, or save a Chromium net-log",
                     0, 0};
  }
  if (starts_with(bytes, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") || is_http2_settings(bytes)) {
    return ReadError{
        "expected WebSocket frames, got HTTP/2: its frames wrap the WebSocket bytes in DATA frames (RFC "
        "8441)",
        "capture the connection over HTTP/1.1, or save a Chromium net-log", 0, 0};
  }
  return std::nullopt;
}

std::string_view capture_magic(std::string_view input) {
  const auto starts = [&](std::string_view magic) { return input.substr(0, magic.size()) == magic; };
  if (starts("\xa1\xb2\xc3\xd4") || starts("\xd4\xc3\xb2\xa1") || starts("\xa1\xb2\x3c\x4d") ||
      starts("\x4d\x3c\xb2\xa1")) {
    return "pcap";
  }
  if (starts("\x0a\x0d\x0d\x0a")) return "pcapng";
  std::string_view head = input.substr(0, 1 << 16);
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  head = trim_left(head);
  if (!head.starts_with("{")) return {};
  if (json_has(head, "\"logEventTypes\"") ||
      (json_has(head, "\"constants\"") && json_has(head, "\"logSourceType\"")) ||
      json_has(head, "\"activeFieldTrialGroups\"")) {
    return "netlog";
  }
  const std::string_view inner = trim_left(head.substr(1));
  if (inner.starts_with("\"log\"") && (json_has(head, "\"entries\"") || json_has(head, "\"creator\"")))
    return "har";
  return {};
}

// Spellings that are not read, known by the first word of a line or by what no other text holds.
std::string_view unread_spelling(std::string_view body) {
  if (contains(body, "!!binary")) return "YAML";
  if (contains(body, "<pdml") || body.starts_with("<field name=")) return "tshark's PDML";
  if (contains(body, "-+-") && contains(body, " | ") && !contains(body, "|00000000"))
    return "a table of a database";
  std::string_view rest = body.substr(0, 4096);
  while (!rest.empty()) {
    std::string_view line = take_line(rest);
    std::string word = lower(take_word(line));
    if (word.ends_with(":")) word = lower(take_word(line));
    const bool marked =
        contains(line, "0x") || contains(line, "$") || contains(line, "'") || contains(lower(line), "h,");
    if (!marked) continue;
    if (word == "db" || word == "dc.b" || word == ".byte" || word == "defb" || word == "fcb")
      return "an assembler's data";
  }
  return {};
}

Outcome refuse_by_shape(const Text& text) {
  if (!text.forced.empty()) return std::nullopt;
  const std::string_view head = text.body.substr(0, 4096);
  if (const std::string_view spelling = unread_spelling(text.body.substr(0, 1 << 16)); !spelling.empty()) {
    return ReadError{"expected bytes in a form that is read, got " + std::string(spelling),
                     "give the bytes as plain hex: 81 05 48 ...", 0, 0};
  }
  if (contains(head, "Follow: tcp,ascii") || contains(head, "Follow: tcp,utf-8") ||
      contains(head, "Follow: tcp,ebcdic")) {
    return ReadError{"expected bytes, got a followed stream as text: bytes that are not printable are lost",
                     "use: tshark -r FILE -q -z follow,tcp,raw,0 (or hex instead of raw)", 0, 0};
  }
  if (is_tcpdump_ascii(text.body)) {
    return error_at(text.body, 0,
                    "expected bytes, got the text of tcpdump -A: bytes that are not printable are lost",
                    "use: tcpdump -XX -r FILE, or give the capture file itself");
  }
  if (contains(text.body.substr(0, 256), "\xef\xbf\xbd")) {
    return error_at(text.body, text.body.find("\xef\xbf\xbd"),
                    "expected bytes, got replacement characters (U+FFFD): the bytes were lost when they were "
                    "copied as text",
                    "copy them as hex");
  }
  return std::nullopt;
}

}  // namespace ws101::wsdump::input
