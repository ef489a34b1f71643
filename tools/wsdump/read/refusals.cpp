// Two tables of what a text may hold, and what to do about it. A row that only reads as text what a tool could have
// printed in hex is checked against the next line.
#include "wsdump/read/refusals.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "deflate/inflate.hpp"
#include "text/escape.hpp"
#include "text/hex.hpp"
#include "text/quoted.hpp"
#include "text/utf8.hpp"
#include "wsdump/plain_text.hpp"
#include "wsdump/read/candidate.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/clean_text.hpp"
#include "wsdump/read/code/entries.hpp"
#include "wsdump/read/dumps/dump_lines.hpp"
#include "wsdump/read/plausible.hpp"
#include "wsdump/watch/first_bytes.hpp"
#include "wsdump/watch/not_frames.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kLinesSeen = 64;
constexpr std::size_t kBytesSeen = 1 << 16;

constexpr const char* kWire =
    "give the bytes that went over the wire; wsdump encode text '...' shows the frame around a text";
constexpr std::string_view kLost = ": the bytes were lost when they were copied as text";
constexpr const char* kAsHex = "copy them as hex";
constexpr std::string_view kWithBytes = "print them too: tshark -r FILE -x, or give the capture file itself";
constexpr std::string_view kFollowRaw = "use: tshark -r FILE -q -z follow,tcp,raw,0 (or hex instead of raw)";

// Signs that a text cannot be read.
struct Sign {
  std::string_view text, got, instead;
};
constexpr Sign kSigns[] = {
    {"!!binary", "a followed stream as YAML", kFollowRaw},
    {" rows in set", "a table of a database", kPlainHex},
    {"(1 row)", "a table of a database", kPlainHex},
    {"|--", "a table", kPlainHex},
    {"<pdml", "tshark's PDML", kPlainHex},
    {"<field name=", "tshark's PDML", kPlainHex},
    {"<psml", "tshark's PSML, which has none", kWithBytes},
    {"Follow: tcp,ascii", "a followed stream as text: bytes that are not printable are lost", kFollowRaw},
    {"Follow: tcp,utf-8", "a followed stream as text: bytes that are not printable are lost", kFollowRaw},
    {"Follow: tcp,ebcdic", "a followed stream as text: bytes that are not printable are lost", kFollowRaw},
    {"FrameHeader {", "the fields of frames, not their bytes on the wire",
     "print the whole frame as it came: the header, the key and the payload that is still masked"},
    {"<charles-session", "a session of Charles", "export it as HAR: File, Export Session, type HTTP Archive"},
    {"= Opcode: ", "Wireshark's packet details, which have none", kWithBytes}};

// Lines above bytes that the tool printed as text.
struct TextView {
  bool (*heading)(std::string_view line);
  std::string_view tool, instead;
};

// "127.000.000.001.40000-127.000.000.001.08000: GET / HTTP/1.1"
bool is_tcpflow(std::string_view line) {
  const std::size_t colon = line.find(": ");
  if (colon == std::string_view::npos || trim(line.substr(colon + 2)).empty() || heading_of(line))
    return false;
  const auto ends = heading_of(line.substr(0, colon + 1));
  return ends && !ends->sender.empty();
}
bool is_tcpdump(std::string_view line) {
  const auto heading = heading_of(line);
  return heading && heading->packet && contains(line, " > ") && contains(line, "IP");
}
constexpr TextView kTextViews[] = {
    {is_tcpflow, "tcpflow -c", "tcpflow -c -D"},
    {[](std::string_view l) { return contains(l, "=> Send ") || contains(l, "<= Recv "); },
     "curl --trace-ascii", "curl --trace FILE"},
    {[](std::string_view l) {
       return contains(l, " length=") && contains(l, " from=") && contains("<>", l.substr(0, 1));
     },
     "socat -v", "socat -x"},
    {[](std::string_view l) { return (l.starts_with("T ") || l.starts_with("U ")) && contains(l, " -> "); },
     "ngrep without -x", "ngrep -x"},
    {is_tcpdump, "tcpdump -A", "tcpdump -XX -r FILE, or give the capture file itself"}};

// "47 45 54" or "0000: 4745 54": how every hex view of these tools goes on.
bool begins_with_hex(std::string_view line) {
  std::string_view word = take_word(line);
  if (word.ends_with(':')) word = take_word(line);
  return (word.size() == 2 || word.size() == 4) && all_of(word, is_hex);
}

std::optional<ReadError> refuse(std::string_view got, std::string_view instead) {
  return refusal_of({std::string(got), std::string(instead)});
}

// The first lines that are not empty.
std::vector<std::string_view> first_lines(std::string_view body) {
  std::vector<std::string_view> lines;
  while (!body.empty() && lines.size() < kLinesSeen) {
    const std::string_view line = take_line(body);
    if (!trim(line).empty()) lines.push_back(line);
  }
  return lines;
}

// .byte 0x81, DB 81h, 'Hello'
bool is_assembler(std::string_view line) {
  std::string word = lower(take_word(line));
  if (word.ends_with(":")) word = lower(take_word(line));
  const bool marked = line.find_first_of("$'") != std::string_view::npos || contains(line, "0x") ||
                      contains(lower(line), "h,");
  return marked && (word == "db" || word == "dc.b" || word == ".byte" || word == "defb" || word == "fcb");
}

bool is_packet_line(std::string_view line) {
  const auto heading = heading_of(line);
  return heading && heading->packet;
}

}  // namespace

ReadError refusal_of(const NoBytes& text) {
  return {"expected bytes, got " + text.what, text.instead, 0, 0};
}

std::optional<NoBytes> text_view(std::string_view body) {
  const std::vector<std::string_view> lines = first_lines(body);
  for (const TextView& view : kTextViews) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (begins_with_hex(lines[i])) break;
      if (!view.heading(lines[i])) continue;
      // The text is on the line itself (tcpflow) or below it.
      std::size_t next = i + 1;
      while (next < lines.size() && heading_of(lines[next])) ++next;
      const bool here = view.heading == is_tcpflow;
      if (!here && (next == lines.size() || begins_with_hex(lines[next]))) break;
      return NoBytes{"the text of " + std::string(view.tool) + ": bytes that are not printable are lost",
                     "use: " + std::string(view.instead)};
    }
  }
  return std::nullopt;
}

std::optional<ReadError> refuse_by_look(std::string_view body) {
  const std::string_view seen = body.substr(0, kBytesSeen);
  for (const Sign& sign : kSigns) {
    if (contains(seen, sign.text)) return refuse(sign.got, sign.instead);
  }
  for (const std::string_view mark : {"\xef\xbf\xbd", "\xc3\xaf\xc2\xbf\xc2\xbd"}) {  // the latter re-encoded
    const std::size_t at = body.substr(0, 256).find(mark);
    if (at != std::string_view::npos) {
      return error_at(body, at, "expected bytes, got replacement characters (U+FFFD)" + std::string(kLost),
                      kAsHex);
    }
  }
  if (contains(seen, "-+-") && contains(seen, " | ") && !contains(seen, "|00000000"))
    return refuse("a table of a database", kPlainHex);
  const std::vector<std::string_view> lines = first_lines(body);
  if (lines.empty()) return std::nullopt;
  if (std::any_of(lines.begin(), lines.end(), is_assembler)) return refuse("an assembler's data", kPlainHex);
  if (const auto view = text_view(body)) return refusal_of(*view);
  const std::string_view first = trim_left(lines[0]);
  const bool listed = first.starts_with("No. ") && contains(body, "\nFrame ");  // the list's line above them
  const bool details = first.starts_with("Frame ") || listed;
  if (details && contains(body, " bytes on wire") && !contains(body, "\n0000  "))
    return refuse("the details of packets, which have none", kWithBytes);
  // "1 0.000000 127.0.0.1 -> 127.0.0.1 TCP 74 ..." and nothing else.
  if (is_digit(first[0]) && std::all_of(lines.begin(), lines.end(), is_packet_line))
    return refuse("a list of packets, which has none", kWithBytes);
  return std::nullopt;
}

namespace {

// The bytes inflated as the payload of a compressed message, if that gives text; else nothing.
std::vector<std::uint8_t> inflated_text(Bytes bytes) {
  constexpr std::size_t kLeast = 8;  // bytes; fewer may be text by coincidence
  constexpr std::size_t kMost = 4096;
  std::vector<std::uint8_t> text(kMost);
  Inflater inflater;
  const InflateResult got = inflater.inflate(bytes, text);
  const bool right =
      got.status == InflateStatus::OutputFull ||
      (got.status != InflateStatus::Failed && got.consumed == bytes.size() && inflater.finish_message());
  text.resize(right ? got.produced : 0);
  if (!text.empty() && text.back() == 0) text.pop_back();  // STOMP ends its messages so
  if (text.size() < kLeast || !is_readable(text)) text.clear();
  return text;
}

}  // namespace

std::optional<ReadError> refuse_payload(const Reading& reading) {
  constexpr std::size_t kLeast = 4;  // bytes; fewer may be text by coincidence
  constexpr std::size_t kShown = 200;
  if (reading.format == "raw" || reading.format == "heads" || reading.chunks.size() != 1) return std::nullopt;
  const Bytes bytes = reading.chunks.front().bytes;
  const int grade = grade_of(bytes);
  if (bytes.size() < kLeast || grade > kOddCutFrames) return std::nullopt;
  const bool plain = is_readable(bytes) && is_utf8(bytes);
  if (!plain && grade > 0) return std::nullopt;
  const std::vector<std::uint8_t> inflated = plain ? std::vector<std::uint8_t>{} : inflated_text(bytes);
  if (!plain && inflated.empty()) return std::nullopt;
  return ReadError{
      "read " + std::to_string(bytes.size()) + " bytes as " + reading.words +
          (plain ? ", and they are text: " : ", and they inflate to text: ") +
          plain_text(plain ? bytes : Bytes(inflated), kShown) + "; this is the payload of a " +
          (plain ? "" : "compressed ") + "message, not a frame",
      plain ? kWire : "wsdump inflate shows how; give the frame, from its header on, to see that", 0, 0};
}

void note_doubt(Reading& reading) {
  if (reading.chunks.size() != 1 || reading.format == "heads") return;
  const Bytes bytes = reading.chunks.front().bytes;
  if (!begins_inside(bytes)) return;
  reading.notes.push_back("this is probably not the start of a frame: no frame begins with " +
                          hex(bytes.first(1)) +
                          "; perhaps it is a payload, or begins inside a frame (--seek finds the next)");
}

std::optional<ReadError> refuse_stream(Bytes bytes) {
  const FirstBytes first = first_bytes(text_of(bytes.first(std::min<std::size_t>(bytes.size(), 64))));
  // Two bytes that a server without TLS quotes: 16 03 and 17 03 begin no frame either.
  const bool begins_tls = first == FirstBytes::Short && bytes.size() == 2 && bytes[1] == 3;
  if (first == FirstBytes::Tls || begins_tls) {
    return ReadError{"expected WebSocket frames, got a TLS record: these bytes are encrypted (wss)",
                     "set SSLKEYLOGFILE in the browser and let Wireshark decrypt, or save a Chromium net-log",
                     0, 0};
  }
  if (first != FirstBytes::Http2) return std::nullopt;
  return ReadError{
      "expected WebSocket frames, got HTTP/2: its frames wrap the WebSocket bytes in DATA frames (RFC 8441)",
      "capture the connection over HTTP/1.1, or save a Chromium net-log", 0, 0};
}

namespace {

// {"type":1} or ["a"], perhaps behind the digits of Engine.IO and Socket.IO: 42["chat","hello"].
bool is_json(std::string_view body) {
  std::string_view s = trim_left(body);
  s.remove_prefix(std::min(s.find_first_not_of("0123456789-"), s.size()));
  const std::string_view inside = trim_left(s.substr(std::min<std::size_t>(1, s.size())));
  return contains("[{", s.substr(0, 1)) && contains("\"{[", inside.substr(0, 1)) && !inside.empty() &&
         closing_bracket(s) != std::string_view::npos;
}

bool is_base32(std::string_view body) {
  return body.size() >= 16 && all_of(trim(body), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7') || c == '=' || is_space(c);
         });
}

bool belongs_to_hex(char c) {
  return is_hex(c) || contains(",:-._x|/", std::string_view(&c, 1));
}

// Text in which the bytes from 80 up are letters and signs of Latin-1, or those that cannot be printed are dots.
bool is_lossy(std::string_view body) {
  body = trim(body);
  if (body.starts_with("..") || body.starts_with(".~")) return true;
  const std::string bytes = undo_utf8(bytes_of(body)).value_or("");
  const auto high = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  const auto sign = [](char c) { return static_cast<unsigned char>(c) >> 6 == 2; };  // no language's letter
  return std::count_if(bytes.begin(), bytes.end(), high) * 4 > static_cast<std::ptrdiff_t>(bytes.size()) &&
         std::any_of(bytes.begin(), bytes.end(), sign);
}

// Words, and nowhere as many values in a row, on a line or on lines of values alone, as a frame has: four, or two that
// may be its header.
bool is_words_only(std::string_view body) {
  constexpr std::size_t kLeastWords = 4;
  std::size_t words = 0;
  std::size_t plain = 0;
  std::size_t values = 0;
  bool begins_frame = false;  // the value before
  while (!body.empty()) {
    const std::size_t before = plain;
    std::string_view line = take_line(body);
    for (std::string_view word = take_word(line); !word.empty(); word = take_word(line), ++words) {
      const bool value = all_of(word, belongs_to_hex) || contains(word, "0x");
      values = value ? values + 1 : 0;
      if (values == 4 || (value && begins_frame) || contains(word, "\\x")) return false;
      begins_frame = contains(" 81 82 88 89 8a 0x81 0x82 0x88 0x89 0x8a ", " " + std::string(word) + " ");
      if (!value) ++plain;
    }
    if (plain != before) values = 0;
  }
  return words >= kLeastWords && plain * 3 > words;
}

}  // namespace

ReadError unrecognised(std::string_view body) {
  if (is_json(body)) {
    return ReadError{"expected a frame, got text: this is the payload of a message, not a frame", kWire, 0,
                     0};
  }
  if (is_base32(body)) return *refuse("base32", "decode it first with base32 -d");
  const auto shown = [](std::string_view text) {
    return quote_text(bytes_of(text), text.size(), kMaxQuotedBytes, EscapeStyle::Utf8);
  };
  const std::string_view start = trim(body.substr(0, kBytesSeen));
  if (is_lossy(start)) return *refuse("text made of them, " + shown(start) + std::string(kLost), kAsHex);
  if (is_words_only(body)) {
    return *refuse(
        "text in which none were found, perhaps a program's log: " + shown(start.substr(0, start.find('\n'))),
        "give a capture (tcpdump -w FILE, or a browser's net-log), or the bytes of the frames as hex");
  }
  std::string message =
      "expected hex, a hex dump, an array, a string with escapes, base64 or another form of bytes";
  std::string hint =
      "give the bytes as plain hex (81 05 48 ...), explanations behind #; --help-formats lists what is read";
  // The first word that hex cannot contain is where most readers would look.
  std::string_view rest = body;
  for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest)) {
    const auto bad =
        static_cast<std::size_t>(std::find_if_not(word.begin(), word.end(), belongs_to_hex) - word.begin());
    if (bad == word.size()) continue;
    const std::string_view odd =
        word.substr(bad, std::max<std::size_t>(decode_utf8(word.substr(bad)).length, 1));
    message += "; got " + (bad == 0 ? shown(word) : shown(odd) + " in " + shown(word));
    return error_at(body, static_cast<std::size_t>(word.data() - body.data()) + bad, std::move(message),
                    std::move(hint));
  }
  return ReadError{std::move(message), std::move(hint), 0, 0};
}

}  // namespace ws101::wsdump::input
