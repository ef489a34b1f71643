// Lines of a log that hold the bytes of a frame: "DEBUG 10:00:00 sending frame: 81 85 37 fa ...".
//
// The text before the bytes may be anything, so the frames have to prove the reading: without a chain of whole
// frames it is a question what to cut.
#include <algorithm>
#include <map>
#include <set>

#include "frame/frame_chain.hpp"
#include "frame/header.hpp"
#include "text/counted.hpp"
#include "text/quoted.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/dumps/dump_lines.hpp"
#include "wsdump/read/lines/log_entry.hpp"
#include "wsdump/read/plausible.hpp"
#include "wsdump/read/readers.hpp"
#include "wsdump/watch/not_frames.hpp"

namespace ws101::wsdump::input {
namespace {

bool is_hex_only(std::string_view s) {
  return all_of(s, [](char c) { return is_hex(c) || is_space(c); });
}

// 0 sent, 1 received, -1 neither or both: by the words in front of the bytes.
int side_of(std::string_view before) {
  int side = -1;
  before = trim(before);
  if (before.ends_with("->") || before.ends_with(">>")) return 0;
  if (before.ends_with("<-") || before.ends_with("<<")) return 1;
  std::string word;
  const auto judge = [&] {
    const auto heading =
        word.size() > 3 || word == "tx" || word == "rx" ? direction_of_phrase(word) : std::nullopt;
    word.clear();
    if (!heading || !heading->directed) return true;
    if (side >= 0 && side != heading->side) return false;
    side = heading->side;
    return true;
  };
  for (char c : before) {
    if (is_letter(c)) {
      word += lower(c);
    } else if (!judge()) {
      return -1;
    }
  }
  return judge() ? side : -1;
}

// The text before the bytes, with one digit for every number: lines of one kind have the same.
std::string label_of(std::string_view before) {
  std::string label;
  for (const char c : trim(before)) {
    if (!is_digit(c)) {
      label += c;
    } else if (!label.ends_with('0')) {
      label += '0';
    }
  }
  return label;
}

// Takes the lines that are no bytes for sure out, where others are; not the short last line of a dump.
void drop_weak(std::vector<LogEntry>& entries) {
  std::set<std::string> strong;
  for (const LogEntry& e : entries) {
    if (!e.weak || proves(e.bytes)) strong.insert(label_of(e.before));
  }
  if (!strong.empty())
    std::erase_if(entries, [&](const LogEntry& e) { return strong.count(label_of(e.before)) == 0; });
}

// The words in front of the bytes tell who sends, if they do on every line.
std::vector<Chunk> chunks_of(std::vector<LogEntry> entries) {
  const bool words =
      std::all_of(entries.begin(), entries.end(), [](const LogEntry& e) { return side_of(e.before) >= 0; });
  std::vector<Chunk> chunks;
  for (LogEntry& entry : entries) {
    const std::uint8_t side = words && side_of(entry.before) == 1 ? 1 : 0;
    chunks.push_back(Chunk{Direction::Unknown, side, std::move(entry.bytes), std::nullopt, 0});
  }
  return chunks;
}

Reading reading_of(std::vector<LogEntry> entries) {
  Reading reading = empty_reading("log");
  reading.chunks = chunks_of(std::move(entries));
  return reading;
}

// The last line may have only the first byte of a frame, which came in two pieces.
bool fits(Reading reading) {
  if (proves(grade_of(reading), reading.chunks.front().bytes)) return true;
  const std::vector<std::uint8_t> last = std::move(reading.chunks.back().bytes);
  reading.chunks.pop_back();
  return !reading.chunks.empty() && begins_last_frame(last) &&
         proves(grade_of(reading), reading.chunks.front().bytes);
}

bool has_count(const LogEntry& entry, std::uint64_t count) {
  return contains(entry.before, "(" + std::to_string(count) + ")");
}

// "[0] (2) 81 05" is a header with its size: the length that it gives.
std::optional<std::uint64_t> length_in(const LogEntry& entry) {
  const auto read = read_header(entry.bytes);
  const auto* header = std::get_if<FrameHeader>(&read);
  const bool whole = header != nullptr && header->size() == entry.bytes.size();
  if (!whole || !may_begin_frame(entry.bytes) || !has_count(entry, entry.bytes.size())) return std::nullopt;
  return header->length;
}

// A log of websocketpp: headers, and the payload of each on a line of its own or nowhere. Leaves the lines used;
// nothing if there is no such header.
std::optional<Reading> join_headers(std::vector<LogEntry>& entries) {
  constexpr std::size_t kBatch = 16;  // headers in front of their payloads
  Reading reading = empty_reading("log");
  std::vector<std::uint64_t> missing;  // of each frame
  std::string label;
  std::erase_if(entries, [&](const LogEntry& entry) {
    const auto length = length_in(entry);
    if (length && (missing.empty() || label_of(entry.before) == label)) {
      label = label_of(entry.before);
      reading.chunks.push_back({Direction::Unknown, 0, entry.bytes, std::nullopt, 0});
      missing.push_back(*length);
      return false;
    }
    for (std::size_t i = missing.size() - std::min(missing.size(), kBatch); i < missing.size(); ++i) {
      if (entry.bytes.size() > missing[i] || !has_count(entry, missing[i])) continue;
      std::vector<std::uint8_t>& frame = reading.chunks[i].bytes;
      frame.insert(frame.end(), entry.bytes.begin(), entry.bytes.end());
      missing[i] -= entry.bytes.size();
      return false;
    }
    return true;
  });
  if (missing.empty()) return std::nullopt;
  for (std::size_t i = 1; i < missing.size(); ++i) reading.chunks[i].gap_before = missing[i - 1];
  reading.incomplete = std::any_of(missing.begin(), missing.end(), [](auto bytes) { return bytes != 0; });
  reading.missing = "payloads, or the rest of them";
  return reading;
}

// A program that parses frames logs the frame, and then what it takes for the length and the key. The lines of the one
// kind that are whole frames; empty if there is no such kind, or several.
std::vector<LogEntry> lines_of_frames(const std::vector<LogEntry>& entries) {
  std::map<std::string, std::vector<LogEntry>> kinds;
  for (const LogEntry& entry : entries) kinds[label_of(entry.before)].push_back(entry);
  std::vector<LogEntry> frames;
  for (const auto& [label, kind] : kinds) {
    if (label.empty() || !fits(reading_of(kind))) continue;
    if (!frames.empty()) return {};
    frames = kind;
  }
  return frames;
}

// The lines that count their bytes; empty if these are no whole frames.
std::vector<LogEntry> counted_lines(std::vector<LogEntry> entries) {
  std::erase_if(entries, [](const LogEntry& e) { return !is_counted(e.before, e.bytes.size()); });
  if (entries.empty() || !fits(reading_of(entries))) return {};
  return entries;
}

// The frames in some of the lines, where all with bytes together are none. Leaves these lines in `entries`.
std::optional<Reading> read_some(std::vector<LogEntry>& entries, std::vector<LogEntry> every) {
  auto frames = counted_lines(every);
  if (frames.empty()) {
    if (auto joined = join_headers(every)) {
      entries = std::move(every);
      return joined;
    }
    frames = lines_of_frames(entries);
  }
  if (frames.empty()) return std::nullopt;
  entries = std::move(frames);
  return reading_of(entries);
}

// A frame that someone wrote down in part has no place in a chain of frames. The number of those that were dropped.
std::size_t drop_elided(std::vector<LogEntry>& entries) {
  const auto is_elided = [](const LogEntry& e) { return e.elided; };
  return std::all_of(entries.begin(), entries.end(), is_elided) ? 0 : std::erase_if(entries, is_elided);
}

// "a ping of 8 bytes -> 8A 00 50": such an arrow says as well as whole frames do where the bytes begin.
bool has_arrows(const std::vector<LogEntry>& entries) {
  return std::all_of(entries.begin(), entries.end(), [](const LogEntry& e) {
    const std::string_view before = trim(e.before);
    return (before.ends_with("->") || before.ends_with("=>")) && !begins_inside(e.bytes);
  });
}

}  // namespace

void try_only_literal(Outcome& outcome, const Text& text) {
  if (text.body.size() > kLargestWrapped || (outcome && std::holds_alternative<Reading>(*outcome))) return;
  const auto literals = frame_literals(text.body);
  if (literals.size() > 1 && !outcome) {
    outcome = error_at(
        text.body, 0,
        std::to_string(literals.size()) + " pieces that may be frames, with words or code between them",
        "give one of them, to see its frame");
  }
  if (literals.size() != 1) return;
  Outcome found = read_formats(text.with(literals.front()));
  auto* reading = found ? std::get_if<Reading>(&*found) : nullptr;
  if (reading == nullptr) return;
  add_note(*reading, "took the bytes out of the text around them");
  outcome = std::move(found);
}

Outcome read_log_lines(const Text& text) {
  if (!text.forced.empty() && text.forced != "log") return std::nullopt;
  std::vector<LogEntry> entries;
  std::size_t lines = 0;
  bool named = false;  // there is text before the bytes of a line
  bool ends_in_bytes = false;
  for (std::string_view rest = text.body; !rest.empty();) {
    const std::string_view line = trim(take_line(rest));
    if (line.empty()) continue;
    ++lines;
    auto entry = find_log_entry(line);
    if (!entry) continue;
    named |= !is_hex_only(entry->before) || contains(entry->before, "\t");  // words, or columns
    const std::string_view tail = line.substr(entry->before.size());
    ends_in_bytes |= entry->bytes.size() > 1 && all_of(tail, [](char c) {
                       return is_hex(c) || std::string_view(" x:,-[]").find(c) != std::string_view::npos;
                     });
    entries.push_back(std::move(*entry));
  }
  if (entries.empty() || (!named && lines == entries.size())) return std::nullopt;
  const std::size_t elided = drop_elided(entries);
  const std::string_view first = entries[0].before;
  const bool all = lines == entries.size();
  const bool arrows = all && ends_in_bytes && has_arrows(entries);
  std::vector<LogEntry> every = entries;
  drop_weak(entries);
  std::size_t with_bytes = entries.size();
  Reading reading = reading_of(entries);
  bool whole = fits(reading);
  if (!whole && text.forced.empty()) {
    if (auto some = read_some(entries, std::move(every))) {
      with_bytes = std::max(with_bytes, entries.size());  // with weak ones
      reading = std::move(*some);
      whole = true;
    }
  }
  constexpr std::size_t kShown = 23;
  std::string_view shown = trim(entries[0].before);
  if (shown.size() > kShown) {  // whole words of its end
    shown = shown.substr(shown.size() - kShown);
    shown = trim_left(shown.substr(shown.find(' ') + 1));  // npos + 1 is 0
  }
  if (!whole && !arrows && text.forced.empty()) {
    if (!all || !ends_in_bytes) return std::nullopt;
    return error_at(
        text.body, static_cast<std::size_t>(first.data() - text.body.data()) + first.size(),
        "this looks like a log, but what stands behind " + quoted(shown) + " is not a chain of whole frames",
        "keep only the bytes: cut what stands in front of them on every line, or say --format log");
  }
  if (!shown.empty()) {
    reading.notes.push_back("took the bytes behind " + quoted(shown) +
                            (reading.chunks.size() > 1 ? " and in the same place of the other lines" : ""));
  }
  if (const std::size_t other = with_bytes - entries.size(); other != 0)
    reading.notes.push_back("left out " + counted(other, "line") + " with other bytes, which are no frames");
  if (elided != 0) {
    reading.notes.push_back("left out " + counted(elided, "line") +
                            " whose bytes end in dots: the frame is not whole");
  }
  if (const std::size_t without = lines - with_bytes - elided; without != 0)
    reading.notes.push_back("left out " + counted(without, "line") + " without bytes");
  return reading;
}

}  // namespace ws101::wsdump::input
