// Recognition by content. The order of the recognisers, from the most to the least particular:
//
//   captures and raw bytes, by their first bytes;
//   shapes that have lost bytes (tcpdump -A), to refuse them;
//   strace, followed streams, dumps with offsets, buffers, strings with escapes, arrays, plain digits and base64;
//   the same for each section of a text that marks two directions; the same once comments and labels are removed.
//
// A recogniser accepts only a text it can account for to the last character. Where the digits leave two readings
// open ("10 20 30" is hex or decimal) choose() lets the frames decide: the reading that is a chain of valid headers
// is taken, and said to be; if none or both are, the answer is a question that names --format.
#include <algorithm>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/clean_text.hpp"
#include "wsdump/read/heads.hpp"
#include "wsdump/read/packet_headers.hpp"
#include "wsdump/read/plausible.hpp"
#include "wsdump/read/recogniser.hpp"
#include "wsdump/read/senders.hpp"
#include "wsdump/read/text_views.hpp"
#include "wsdump/read/traps.hpp"
#include "wsdump/read/wrapping.hpp"

namespace ws101::wsdump::input {
namespace {

std::vector<std::uint8_t> bytes_of(std::string_view s) {
  return {s.begin(), s.end()};
}

bool is_http_head(std::string_view s) {
  const std::size_t line = s.find('\n');
  const std::string_view first = s.substr(0, line);
  return (first.starts_with("GET ") && contains(first, " HTTP/1.")) ||
         (first.starts_with("HTTP/1.") && contains(first, " "));
}

Reading raw_reading(std::string_view input) {
  return make_reading("raw", is_http_head(input) ? "HTTP and what follows it, as it is" : "raw bytes",
                      bytes_of(input));
}

// Someone turned hex text into hex (or base64) again: no WebSocket stream starts with hex digits, their RSV bits
// would be set.
void undo_hex_of_hex(Reading& reading, const Plausibility& score) {
  if (reading.chunks.size() != 1 || reading.format == "raw") return;
  std::vector<std::uint8_t>& bytes = reading.chunks.front().bytes;
  if (bytes.size() < 4) return;
  bool hex = true;
  for (std::uint8_t b : bytes) {
    const char c = static_cast<char>(b);
    if (!is_hex(c) && !is_space(c)) {
      hex = false;
      break;
    }
  }
  if (!hex || !is_hex(static_cast<char>(bytes.front()))) return;
  const std::string inner(bytes.begin(), bytes.end());
  Outcome outcome = read_plain(Text{inner, "hex", score});
  if (!outcome || !std::holds_alternative<Reading>(*outcome)) return;
  bytes = std::move(std::get<Reading>(*outcome).chunks.front().bytes);
  reading.words += " of hex text";
  reading.notes.emplace_back("the bytes were hex digits again: decoded twice");
}

// Packets of which none is TCP: a dump of something else below a packet's heading.
std::optional<ReadError> no_tcp_at_all(const Reading& reading) {
  if (reading.packets.empty() || !reading.chunks.empty()) return std::nullopt;
  for (const PastedPacket& packet : reading.packets) {
    if (find_tcp_payload(packet.bytes)) return std::nullopt;
  }
  return ReadError{"expected TCP packets in " + reading.words + ", got " +
                       std::to_string(reading.packets.size()) +
                       (reading.packets.size() == 1 ? " that is none" : " of which none is TCP"),
                   "give the whole packets (tshark -x, tcpdump -XX) or the capture file itself", 0, 0};
}

std::variant<Reading, ReadError> finish(Reading reading, std::vector<std::string> notes, bool forced,
                                        const Plausibility& score) {
  undo_hex_of_hex(reading, score);
  split_packets(reading);
  part_request_and_response(reading);
  std::erase_if(reading.chunks, [](const Chunk& c) { return c.bytes.empty() && c.gap_before == 0; });
  if (const auto error = no_tcp_at_all(reading)) return *error;
  if (reading.chunks.empty() && reading.packets.empty()) {
    return ReadError{"no bytes: " + reading.words + " with nothing in it", "", 0, 0};
  }
  for (std::uint8_t side = 0; side < 2; ++side) {
    const auto first = std::find_if(reading.chunks.begin(), reading.chunks.end(),
                                    [&](const Chunk& c) { return c.side == side; });
    if (first == reading.chunks.end()) continue;
    if (const auto trap = trap_in_stream(first->bytes)) {
      if (!forced) return *trap;
      reading.notes.push_back(trap->message);
    }
    const std::string_view text(reinterpret_cast<const char*>(first->bytes.data()), first->bytes.size());
    if (const std::string_view capture = capture_magic(text.substr(0, 64));
        !capture.empty() && reading.chunks.size() == 1) {
      reading.notes.push_back("these bytes are a " + std::string(capture) + " file: give that file itself");
    }
  }
  tell_sides(reading, score);
  name_senders(reading);
  notes.insert(notes.end(), reading.notes.begin(), reading.notes.end());
  reading.notes = std::move(notes);
  return reading;
}

// The bytes went through Latin-1 to UTF-8: every byte from 80 up became two.
std::optional<Reading> undo_mojibake(std::string_view input, const Plausibility& score) {
  const std::string bytes = undo_utf8(input);
  if (bytes.empty() || bytes.size() == input.size()) return std::nullopt;
  const auto fits = [&](std::string_view candidate) {
    const auto data = std::span(reinterpret_cast<const std::uint8_t*>(candidate.data()), candidate.size());
    return score(data) >= 3;
  };
  std::string_view kept = bytes;
  if (!fits(kept)) {
    while (kept.ends_with('\n') || kept.ends_with('\r')) kept.remove_suffix(1);  // an editor's
    if (kept.size() == bytes.size() || !fits(kept)) return std::nullopt;
  }
  Reading reading = make_reading("raw", "raw bytes that were re-encoded as UTF-8", bytes_of(kept));
  reading.notes.emplace_back("undid a re-encoding: the bytes from 80 up had become UTF-8 characters");
  return reading;
}

// Two characters that stand for bytes nobody can name, and no frames: an editor or a terminal put them there.
std::optional<ReadError> replaced_bytes(std::string_view input, const Plausibility& score) {
  constexpr std::string_view kMark = "\xef\xbf\xbd";
  const std::size_t first = input.find(kMark);
  if (first == std::string_view::npos || input.find(kMark, first + 1) == std::string_view::npos)
    return std::nullopt;
  if (score(std::span(reinterpret_cast<const std::uint8_t*>(input.data()), input.size())) > 0)
    return std::nullopt;
  return ReadError{
      "expected bytes, got replacement characters (U+FFFD): the bytes were lost when they were copied as "
      "text",
      "copy them as hex", 0, 0};
}

ReadError unrecognised(std::string_view body) {
  constexpr std::string_view kExpected =
      "expected hex, a hex dump, an array, a string with escapes, base64 or another form of bytes";
  std::string_view rest = trim_left(body);
  // The first word that hex cannot contain is where most readers would look.
  while (!rest.empty()) {
    std::string_view after = rest;
    const std::string_view word = take_word(after);
    const bool hex = all_of(word, [](char c) {
      return is_hex(c) || std::string_view(",:-._x|/").find(c) != std::string_view::npos;
    });
    if (!hex) {
      const std::size_t bad = [&] {
        std::size_t i = 0;
        while (i < word.size() &&
               (is_hex(word[i]) || std::string_view(",:-._x|/").find(word[i]) != std::string_view::npos))
          ++i;
        return i;
      }();
      const std::size_t at = static_cast<std::size_t>(word.data() - body.data()) + bad;
      std::string message = std::string(kExpected) + "; got " +
                            quoted(bad == 0 ? word : word.substr(bad, 1)) +
                            (bad == 0 ? "" : " in " + quoted(word));
      std::string hint = "explanations go behind # or //; --help-formats lists what is read";
      for (std::string_view html : {"&nbsp;", "&gt;", "&lt;", "<code", "<pre", "<span", "<br"}) {
        if (contains(body, html)) hint = "this is HTML source: copy the text as the browser shows it";
      }
      if (contains(body, "payloadData") || (contains(body, "\"opcode\"") && contains(body, "\"data\""))) {
        hint =
            "these are messages without their frames: a browser's net-log has the bytes, its HAR the "
            "messages";
      }
      if (contains(body, "M-^"))
        hint = "this looks like cat -v, which cannot be undone for sure: use xxd FILE";
      if (body.size() >= 16 && all_of(trim(body), [](char c) {
            return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7') || c == '=' || is_space(c);
          })) {
        hint = "this looks like base32: decode it first with base32 -d";
      }
      if (word == "*")
        hint = "a * line stands for repeated lines, which only the offsets can count: use xxd, or hexdump -v";
      return error_at(body, at, std::move(message), std::move(hint));
    }
    rest = trim_left(after);
  }
  return ReadError{std::string(kExpected), "--help-formats lists what is read", 0, 0};
}

}  // namespace

// Digits that no other format can begin with: pairs, or a run longer than any offset.
bool starts_as_plain_hex(std::string_view s) {
  s = trim_left(s.substr(0, 256));
  std::size_t n = 0;
  while (n < s.size() && is_hex(s[n])) ++n;
  return n > 16 || (n == 2 && s.size() > 2 && (s[2] == ' ' || s[2] == ':' || s[2] == '\n' || s[2] == ','));
}

Outcome read_one_stream(const Text& text) {
  constexpr std::size_t kLarge = 1 << 16;  // below, the order of the recognisers costs nothing
  if (text.body.size() > kLarge && starts_as_plain_hex(text.body)) {
    if (Outcome outcome = read_plain(text); outcome && std::holds_alternative<Reading>(*outcome))
      return outcome;
  }
  for (const auto recognise :
       {refuse_by_shape, read_dissection, read_strace, read_follow, read_grid, read_unaddressed_dump,
        read_field_table, read_angle_buffer, read_console_array, read_array, read_escapes, read_plain}) {
    if (Outcome outcome = recognise(text)) return outcome;
  }
  return std::nullopt;
}

namespace {

// An error of one recogniser stands only if no other way of reading the text works.
Outcome read_body(const Text& text) {
  if (text.forced.empty()) {
    if (const auto error = refuse_text_view(text.body)) return *error;
  }
  std::optional<ReadError> failure;
  for (const auto recognise :
       {read_two_directions, read_one_stream, read_marked, read_commented, read_log_lines}) {
    Outcome outcome = recognise(text);
    if (!outcome) continue;
    if (std::holds_alternative<Reading>(*outcome)) return outcome;
    if (!failure) failure = std::move(std::get<ReadError>(*outcome));
  }
  if (failure) return *failure;
  return std::nullopt;
}

// Reads the text without what is wrapped around it, where that gives bytes and, if the text could be read as it
// stands, a better chain of frames.
Outcome read_unwrapped(const Text& text) {
  constexpr std::size_t kLargest = 1 << 20;  // nobody pastes more with a prompt in front
  if (text.body.size() > kLargest) return std::nullopt;
  struct Way {
    std::optional<std::string> (*unwrap)(std::string_view);
    std::string_view note;
  };
  for (const Way& way : {Way{fenced_block, "took the block between the ``` fences"},
                         Way{without_prompts, "left out the prompts and what was typed behind them"},
                         Way{drawn_table, "took the rows of a table"},
                         Way{without_line_numbers, "left out the line numbers in front of the lines"}}) {
    const auto inner = way.unwrap(text.body);
    if (!inner) continue;
    Outcome outcome = read_body(Text{*inner, text.forced, text.score});
    if (!outcome || !std::holds_alternative<Reading>(*outcome)) continue;
    Reading& reading = std::get<Reading>(*outcome);
    const int score = reading.packets.empty() ? score_of(reading, text.score) : 4;
    if (way.unwrap == without_line_numbers || way.unwrap == drawn_table) {
      if (score == 0) continue;
      const Outcome as_it_stands = read_body(text);
      const auto* plain = as_it_stands ? std::get_if<Reading>(&*as_it_stands) : nullptr;
      if (plain != nullptr && (!plain->packets.empty() || score_of(*plain, text.score) >= score)) continue;
    }
    reading.notes.insert(reading.notes.begin(), std::string(way.note));
    return outcome;
  }
  return std::nullopt;
}

}  // namespace

}  // namespace ws101::wsdump::input

namespace ws101::wsdump {

std::variant<Reading, ReadError> read_text(std::string_view given, const ReadOptions& options) {
  using namespace input;
  const Plausibility score = options.plausibility ? options.plausibility : Plausibility(frame_plausibility);
  const bool forced = !options.format.empty();
  if (forced && std::none_of(formats().begin(), formats().end(),
                             [&](const FormatInfo& f) { return f.name == options.format; })) {
    return ReadError{"there is no format named " + quoted(options.format), "--help-formats lists them", 0, 0};
  }
  if (given.empty())
    return ReadError{"no bytes: expected hex or another form of bytes, got an empty input", "", 0, 0};
  if (options.format == "raw") return finish(raw_reading(given), {}, true, score);
  if (!forced) {
    if (const std::string_view capture = capture_magic(given); !capture.empty()) {
      Reading reading;
      reading.format = capture;
      reading.words = "a " + std::string(capture) + " file";
      reading.is_capture = true;
      return reading;
    }
  }
  CleanText clean;
  clean_text(given, clean);
  if (clean.is_text) {
    if (Outcome heads = read_heads(Text{clean.body, options.format, score})) {
      if (const auto* error = std::get_if<ReadError>(&*heads)) return *error;
      return finish(std::move(std::get<Reading>(*heads)), std::move(clean.notes), forced, score);
    }
  }
  if (!clean.is_text || (!forced && is_http_head(given))) {
    if (forced) {
      return ReadError{"expected text for --format " + std::string(options.format) + ", got raw bytes",
                       "leave --format out, or say --format raw", 0, 0};
    }
    if (auto reading = undo_mojibake(given, score)) return finish(std::move(*reading), {}, false, score);
    if (const auto error = replaced_bytes(given, score)) return *error;
    return finish(raw_reading(given), {}, false, score);
  }
  if (trim(clean.body).empty()) {
    return ReadError{"no bytes: expected hex or another form of bytes, got nothing but blanks", "", 0, 0};
  }
  const Text text{clean.body, options.format, score};
  std::optional<ReadError> failure;
  Outcome outcome = read_unwrapped(text);
  if (!outcome) outcome = read_body(text);
  if (outcome) {
    if (auto* reading = std::get_if<Reading>(&*outcome))
      return finish(std::move(*reading), std::move(clean.notes), forced, score);
    failure = std::move(std::get<ReadError>(*outcome));
  }
  if (auto reading = undo_mojibake(clean.body, score)) return finish(std::move(*reading), {}, forced, score);
  if (failure) return *failure;
  if (forced) {
    return ReadError{"the input is not " + std::string(options.format),
                     "leave --format out to have it recognised", 0, 0};
  }
  return unrecognised(clean.body);
}

}  // namespace ws101::wsdump
