// input -> container? -> peel* -> formats -> candidates -> choose.
//
// A container is known by its first bytes and left to the capture part. Peelers remove what is wrapped around the
// bytes (peel.hpp); the table of formats (formats.cpp) names the readers; each proposes what the text may be, and the
// frames choose (choose.cpp), in whatever order they were asked. A reader accepts a text only if it accounts for
// every character; log lines, from which only the bytes are taken, have to be complete frames.
//
// There are five grammars, a folder each: cells (digits), code (strings and lists), dumps (cells with offsets), lines
// (logs, traces, marked directions), heads. Where a new notation goes, each time with a row in cases.tsv of the tests:
//   a number's prefix or suffix   cells/number.cpp     a tool that prints dumps      dumps/grid.cpp (kTools)
//   an escape in a string         code/literal.cpp     a line between dumps          dumps/headings.cpp
//   keys that count the bytes     code/numbered.cpp    a word for a direction        lines/marks.cpp
//   bytes in a line of a log      lines/log_entry.cpp  something wrapped around      lines/peel.cpp
//   the name of a field           heads/field_names.cpp   what stands around a head  heads/head_dress.cpp
//   what holds no bytes, and the way out  refusals.cpp    an error message           messages.cpp
//   a shape that none of these has        a reader, and its row in formats.cpp
#include <algorithm>

#include "text/hex.hpp"
#include "text/quoted.hpp"
#include "wsdump/capture/json_input.hpp"
#include "wsdump/capture/pcap.hpp"
#include "wsdump/plain_text.hpp"
#include "wsdump/read/cells/cells.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/clean_text.hpp"
#include "wsdump/read/code/list.hpp"
#include "wsdump/read/dumps/packets.hpp"
#include "wsdump/read/formats.hpp"
#include "wsdump/read/heads/head_streams.hpp"
#include "wsdump/read/heads/heads.hpp"
#include "wsdump/read/heads/http_refusals.hpp"
#include "wsdump/read/lines/peel.hpp"
#include "wsdump/read/plausible.hpp"
#include "wsdump/read/raw_input.hpp"
#include "wsdump/read/readers.hpp"
#include "wsdump/read/refusals.hpp"
#include "wsdump/read/senders.hpp"
#include "wsdump/watch/not_frames.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kShown = 200;  // bytes of a text

// What the bytes of a side are if they are neither frames nor HTTP.
std::optional<ReadError> look_at(Reading& reading, Chunk& first, bool forced) {
  if (const auto trap = refuse_stream(first.bytes)) {
    if (!forced) return *trap;
    reading.notes.push_back(trap->message);
  }
  if (const std::string_view capture = capture_format(first.bytes);
      !capture.empty() && reading.chunks.size() == 1) {
    reading.notes.push_back("these bytes are a " + std::string(capture) + " file: give that file itself");
  }
  const std::string_view start = text_of(Bytes(first.bytes));
  if (reading.chunks.size() == 1 && is_http_head(start) && reading.format != "raw" &&
      reading.format != "heads" && !contains(start, "\r\n\r\n")) {
    reading.notes.push_back("these bytes are the beginning of an HTTP " +
                            std::string(start.starts_with("H") ? "response" : "request") +
                            ", not a frame: " + plain_text(first.bytes, kShown));
  }
  note_doubt(reading);
  const std::size_t end = end_of_frames_in_buffer(first.bytes);
  if (reading.chunks.size() == 1 && !forced && end < first.bytes.size()) {
    reading.notes.push_back("the other " + std::to_string(first.bytes.size() - end) + " bytes are " +
                            (first.bytes.back() == 0 ? "0" : hex(Bytes(first.bytes).last(1))) +
                            ": probably the unused rest of a buffer, left out");
    first.bytes.resize(end);
  }
  return std::nullopt;
}

std::variant<Reading, ReadError> finish(Reading reading, std::vector<std::string> notes, bool forced) {
  if (const auto error = split_packets(reading)) return *error;
  bridge_cuts(reading);
  part_request_and_response(reading);
  std::erase_if(reading.chunks, [](const Chunk& c) { return c.bytes.empty() && c.gap_before == 0; });
  if (reading.chunks.empty() && reading.packets.empty()) {
    return ReadError{"no bytes: " + reading.words + " with nothing in it", kPlainHex, 0, 0};
  }
  for (std::uint8_t side = 0; side < 2; ++side) {
    const auto first = std::find_if(reading.chunks.begin(), reading.chunks.end(),
                                    [&](const Chunk& c) { return c.side == side; });
    if (first == reading.chunks.end()) continue;
    if (const auto error = look_at(reading, *first, forced)) return *error;
  }
  if (const auto payload = forced ? std::nullopt : refuse_payload(reading)) return *payload;
  tell_sides(reading);
  name_senders(reading);
  notes.insert(notes.end(), reading.notes.begin(), reading.notes.end());
  reading.notes = std::move(notes);
  return reading;
}

// Someone turned hex text into hex or base64 again: no stream starts with digits, their RSV bits would be set.
void read_inside(Reading& reading) {
  if (reading.chunks.size() != 1 || reading.format == "raw") return;
  std::vector<std::uint8_t>& bytes = reading.chunks.front().bytes;
  const std::string inner(bytes.begin(), bytes.end());
  if (inner.size() < 4 || !is_word(inner[0]) || grade_of(bytes) > 0) return;
  Findings found;
  const Text text{inner};
  read_cells(text, found);
  if (found.candidates.empty()) read_base64(text, found);
  Outcome outcome = choose(std::move(found), text);
  auto* again = outcome ? std::get_if<Reading>(&*outcome) : nullptr;
  if (again == nullptr || grade_of(*again) == 0) return;
  bytes = std::move(again->chunks.front().bytes);
  reading.words += " of " + again->format + " text";
  reading.notes.push_back("the bytes were " + again->words + " again: decoded twice");
}

// Digits that no other format can begin with: pairs, or a run longer than any offset.
bool starts_as_plain_hex(std::string_view s) {
  s = trim_left(s.substr(0, 256));
  std::size_t n = 0;
  while (n < s.size() && is_hex(s[n])) ++n;
  return n > 16 || (n == 2 && s.size() > 2 && (s[2] == ' ' || s[2] == ':' || s[2] == '\n' || s[2] == ','));
}

// Reads the text without what is wrapped around it, from the peeler `next` on, and keeps the better of the two.
Outcome read_peeled(const Text& text, std::size_t next) {
  for (std::size_t i = next; i < peelers().size() && peelers()[i].outer; ++i) {
    const auto inner = text.body.size() > kLargestWrapped ? std::nullopt : peelers()[i].peel(text.body);
    Outcome outcome = inner ? read_peeled(text.with(*inner), i + 1) : std::nullopt;
    auto* reading = outcome ? std::get_if<Reading>(&*outcome) : nullptr;
    if (reading == nullptr) continue;
    reading->notes.insert(reading->notes.begin(), std::string(peelers()[i].note));
    return outcome;
  }
  Outcome best = read_body(text);
  const auto grade_now = [&] {
    const auto* reading = best ? std::get_if<Reading>(&*best) : nullptr;
    return reading == nullptr ? -1 : grade_of(*reading);
  };
  if (text.body.size() > kLargestWrapped) return best;
  for (std::size_t i = next; i < peelers().size() && grade_now() < kWholeMessages; ++i) {
    const auto inner = peelers()[i].outer ? std::nullopt : peelers()[i].peel(text.body);
    if (!inner || trim(*inner).empty()) continue;
    Outcome outcome = read_peeled(text.with(*inner), i + 1);
    auto* reading = outcome ? std::get_if<Reading>(&*outcome) : nullptr;
    if (reading == nullptr || grade_of(*reading) <= grade_now()) continue;
    reading->notes.insert(reading->notes.begin(), std::string(peelers()[i].note));
    best = std::move(outcome);
  }
  return best;
}

// Takes the bytes of log lines instead, where nothing else was read, or they fit better or tell who sent what.
void prefer_log(Outcome& outcome, const Text& text) {
  const auto* error = outcome ? std::get_if<ReadError>(&*outcome) : nullptr;
  if (text.body.size() > kLargestWrapped || (error != nullptr && error->certain)) return;
  Outcome log = read_log_lines(text);
  if (!log) return;
  const auto* found = outcome ? std::get_if<Reading>(&*outcome) : nullptr;
  const auto* lines = std::get_if<Reading>(&*log);
  const auto two_sided = [](const Reading& reading) {
    return std::any_of(reading.chunks.begin(), reading.chunks.end(),
                       [&](const Chunk& c) { return c.side != reading.chunks.front().side; });
  };
  if (lines != nullptr && found != nullptr) {
    if (found->incomplete) return;  // its last frame is cut because the text is
    Reading whole = *found;         // of packets the last line alone may be a frame
    split_packets(whole);
    const int gain = grade_of(*lines) - grade_of(whole);
    if (gain < 0 || (gain == 0 && (two_sided(*found) || !two_sided(*lines)))) return;
  }
  if (lines != nullptr || !outcome) outcome = std::move(log);
}

// No frame: so few bytes that they may be a number in a sentence, or a string, perhaps the value of a field.
bool is_doubtful(const Reading& reading) {
  constexpr std::size_t kMostDoubtful = 4;  // bytes
  if (reading.chunks.size() != 1 || grade_of(reading) >= kWholeFrames) return false;
  const Bytes bytes = reading.chunks.front().bytes;
  return bytes.size() <= kMostDoubtful || (reading.format == "c-string" && begins_inside(bytes));
}

// The proposals of every row of the table of formats. The order of the rows does not matter.
void propose_formats(const Text& text, Findings& findings) {
  constexpr std::size_t kLarge = 1 << 16;  // below, trying every reader costs nothing
  if (text.body.size() > kLarge && starts_as_plain_hex(text.body)) read_cells(text, findings);
  if (!findings.candidates.empty()) return;
  const std::span<const Format> formats = format_table();
  std::vector<void (*)(const Text&, Findings&)> tried;
  for (std::size_t i = 0; i < formats.size(); ++i) {
    const Format& format = formats[text.backwards ? formats.size() - 1 - i : i];
    const bool wanted = text.forced.empty() ? format.info.name != "log" : format.info.name == text.forced;
    const bool again = std::find(tried.begin(), tried.end(), format.read) != tried.end();
    if (!wanted || again || format.read == nullptr) continue;
    tried.push_back(format.read);
    format.read(text, findings);
    const bool proven = !findings.candidates.empty() && findings.candidates.back().weight == Weight::Proven;
    if (proven && text.body.size() > kLarge) break;
  }
  for (Candidate& candidate : findings.candidates) read_inside(candidate.reading);
}

}  // namespace

Outcome read_formats(const Text& text) {
  Findings findings;
  propose_formats(text, findings);
  return choose(std::move(findings), text);
}

Outcome read_body(const Text& text) {
  if (text.forced.empty()) {
    if (auto error = refuse_by_look(text.body)) {
      error->certain = true;
      return *error;
    }
  }
  Findings findings;
  propose_formats(text, findings);
  read_marked(text, findings);
  return choose(std::move(findings), text);
}

Outcome read_bytes(const Text& text) {
  Outcome outcome = read_peeled(text, 0);
  if (text.forced.empty()) prefer_log(outcome, text);
  return outcome;
}

}  // namespace ws101::wsdump::input

namespace ws101::wsdump {

std::variant<Reading, ReadError> read_text(std::string_view given, const ReadOptions& options) {
  using namespace input;
  const bool forced = !options.format.empty();
  if (forced && std::none_of(formats().begin(), formats().end(),
                             [&](const FormatInfo& f) { return f.name == options.format; })) {
    return ReadError{"there is no format named " + quoted(options.format), "--help-formats lists them", 0, 0};
  }
  if (given.empty())
    return ReadError{"no bytes: expected hex or another form of bytes, got an empty input", kPlainHex, 0, 0};
  if (options.format == "raw") return finish(raw_reading(given), {}, true);
  if (!forced) {
    std::string_view capture = capture_format(bytes_of(given));
    if (capture.empty()) capture = json_capture_format(bytes_of(given));
    if (!capture.empty()) {
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
    if (Outcome heads = read_heads(Text{clean.body, options.format, options.backwards})) {
      if (const auto* error = std::get_if<ReadError>(&*heads)) return *error;
      return finish(std::move(std::get<Reading>(*heads)), std::move(clean.notes), forced);
    }
  }
  if (clean.is_text) given = clean.body;
  if (!clean.is_text || (!forced && is_http_head(given))) {
    if (forced) {
      return ReadError{"expected text for --format " + std::string(options.format) + ", got raw bytes",
                       "leave --format out, or say --format raw", 0, 0};
    }
    if (auto reading = undo_mojibake(given)) return finish(std::move(*reading), {}, false);
    if (const auto error = replaced_bytes(given)) return *error;
    return finish(raw_reading(given), {}, false);
  }
  if (trim(clean.body).empty()) {
    return ReadError{"no bytes: expected hex or another form of bytes, got nothing but blanks", kPlainHex, 0,
                     0};
  }
  const Text text{clean.body, options.format, options.backwards};
  std::optional<ReadError> failure;
  Outcome outcome = read_bytes(text);
  if (!forced) try_only_literal(outcome, text);
  if (outcome) {
    if (auto* reading = std::get_if<Reading>(&*outcome)) {
      // The bytes of "code = 1006" are none, and what stands in backquotes is rather Markdown than JavaScript.
      const std::string_view body = trim(text.body);
      const bool markdown = body.starts_with('`') && !body.starts_with("```");
      const auto words = !forced && (markdown || is_doubtful(*reading)) ? known_message(body) : std::nullopt;
      if (words) return refusal_of(*words);
      return finish(std::move(*reading), std::move(clean.notes), forced);
    }
    failure = std::move(std::get<ReadError>(*outcome));
  }
  if (auto reading = undo_mojibake(clean.body)) return finish(std::move(*reading), {}, forced);
  const bool certain = forced || (failure && failure->certain);
  if (const auto words = certain ? std::nullopt : known_message(clean.body)) return refusal_of(*words);
  if (failure) return *failure;
  if (forced) {
    return ReadError{"the input is not " + std::string(options.format),
                     "leave --format out to have it recognised", 0, 0};
  }
  if (const auto error = refuse_access_log(clean.body)) return *error;
  return unrecognised(clean.body);
}

}  // namespace ws101::wsdump
