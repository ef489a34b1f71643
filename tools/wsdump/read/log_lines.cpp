// Lines of a log that end in the bytes of a frame: "DEBUG 10:00:00 sending frame: 81 85 37 fa ...".
//
// What stands in front may be anything, so the frames have to prove the reading: without a chain of whole frames it
// is a question what to cut.
#include <map>

#include "text/counted.hpp"
#include "text/quoted.hpp"
#include "wsdump/read/cells.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/dump_lines.hpp"
#include "wsdump/read/entries.hpp"
#include "wsdump/read/list.hpp"
#include "wsdump/read/literal.hpp"
#include "wsdump/read/readers.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr int kWhole = 3;  // of frame_plausibility()

struct Entry {
  std::string_view before;
  std::vector<std::uint8_t> bytes;
};

bool is_hex_only(std::string_view s) {
  return all_of(s, [](char c) { return is_hex(c) || is_space(c); });
}

// The bytes of a text that one reader of code understands as a whole.
std::optional<std::vector<std::uint8_t>> code_bytes(std::string_view code, const Plausibility& score) {
  Findings found;
  const Text text{code, {}, score};
  code[0] == 'b' || code.ends_with('\'') || code.ends_with('"') ? read_string(text, found)
                                                                : read_list(text, found);
  Outcome outcome = choose(std::move(found), text);
  auto* reading = outcome ? std::get_if<Reading>(&*outcome) : nullptr;
  if (reading == nullptr || reading->chunks.front().bytes.size() < 2) return std::nullopt;
  return std::move(reading->chunks.front().bytes);
}

// "... received {129, 142, 135}", "frame=b'\x81\x05Hello'", "<Buffer 81 05> from client 3": the first list or bytes
// literal of the line.
std::optional<Entry> code_entry(std::string_view line, const Plausibility& score) {
  constexpr std::size_t kMostTries = 16;  // brackets of dates and levels in front of the list
  std::size_t tries = 0;
  for (std::size_t i = 0; i + 2 < line.size() && tries < kMostTries; ++i) {
    const std::string_view rest = line.substr(i);
    const auto is_quote = [](char c) { return c == '\'' || c == '"'; };
    const bool own = i == 0 || !is_word(line[i - 1]);  // not the apostrophe of "I'm"
    std::size_t size = 0;
    if (own && rest[0] == 'b' && is_quote(rest[1])) {
      size = quoted_length(rest.substr(1)) + 1;
    } else if (own && is_quote(rest[0]) && rest.substr(1).starts_with("\\x")) {
      size = quoted_length(rest);
    } else if (rest[0] == '<') {
      size = rest.find('>') + 1;
    } else if (rest[0] == '{' || rest[0] == '[') {
      size = closing_bracket(rest) + 1;
    } else {
      continue;
    }
    ++tries;
    if (size < 3) continue;  // not closed, or empty
    if (auto bytes = code_bytes(rest.substr(0, size), score))
      return Entry{line.substr(0, i), std::move(*bytes)};
  }
  return std::nullopt;
}

// The longest run of words at the end of the line that are hex pairs.
std::optional<Entry> hex_entry(std::string_view line) {
  const auto is_bytes = [](std::string_view word) {
    if (word.ends_with(',')) word.remove_suffix(1);
    return word.size() % 2 == 0 && hex_pairs(word).has_value();
  };
  std::string_view rest = line;
  while (!rest.empty() && std::string_view("]`.").find(rest.back()) != std::string_view::npos)
    rest.remove_suffix(1);
  std::size_t begin = rest.size();
  while (true) {
    const std::string_view head = trim_right(rest.substr(0, begin));
    const std::size_t word_at = head.rfind(' ') + 1;  // npos + 1 is 0
    const std::string_view word = head.substr(word_at);
    if (word.empty()) break;
    if (is_bytes(word)) {
      begin = word_at;
      continue;
    }
    // "frame=8185", "frame=[81" and "`81": the bytes begin inside the word.
    const std::size_t mark = word.find_last_of("=[:(`");
    if (mark != std::string_view::npos && mark + 1 < word.size() && is_bytes(word.substr(mark + 1)))
      begin = word_at + mark + 1;
    break;
  }
  auto bytes = hex_pairs(rest.substr(begin));
  if (!bytes || bytes->size() < 2) return std::nullopt;
  return Entry{line.substr(0, begin), std::move(*bytes)};
}

// The numbers at the end of the line in any notation: "129,5,72".
std::optional<Entry> number_entry(std::string_view line, const Plausibility& score) {
  std::size_t begin = line.size();
  while (begin > 0) {
    const std::size_t word_at = trim_right(line.substr(0, begin)).rfind(' ') + 1;  // npos + 1 is 0
    std::string_view word = trim_right(line.substr(word_at, begin - word_at));
    while (take_number(word)) word.remove_prefix(std::min(word.find_first_not_of(','), word.size()));
    if (!word.empty() || word_at >= begin) break;
    begin = word_at;
  }
  Findings found;
  const Text text{line.substr(begin), {}, score};
  read_cells(text, found);
  Outcome outcome = choose(std::move(found), text);
  auto* reading = outcome ? std::get_if<Reading>(&*outcome) : nullptr;
  if (reading == nullptr || reading->chunks.front().bytes.size() < 2) return std::nullopt;
  return Entry{line.substr(0, begin), std::move(reading->chunks.front().bytes)};
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

// What stands in front of the bytes, with one digit for every number: lines of one kind have the same.
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

Reading reading_of(const std::vector<Entry>& entries) {
  Reading reading;
  reading.format = "log";
  reading.words = "log lines that end in bytes";
  bool sides = true;
  for (const Entry& entry : entries) {
    const int side = side_of(entry.before);
    sides &= side >= 0;
    reading.chunks.push_back(Chunk{Direction::Unknown, static_cast<std::uint8_t>(side == 1 ? 1 : 0),
                                   entry.bytes, std::nullopt, 0});
  }
  if (!sides) {
    for (Chunk& chunk : reading.chunks) chunk.side = 0;
  }
  return reading;
}

// A program that parses frames logs the frame, and then what it takes for the length and the key. The lines of the one
// kind that are whole frames; empty if there is no such kind, or several.
std::vector<Entry> lines_of_frames(const std::vector<Entry>& entries, const Plausibility& score) {
  std::map<std::string, std::vector<Entry>> kinds;
  for (const Entry& entry : entries) kinds[label_of(entry.before)].push_back(entry);
  std::vector<Entry> frames;
  for (const auto& [label, kind] : kinds) {
    if (label.empty() || score_of(reading_of(kind), score) < kWhole) continue;
    if (!frames.empty()) return {};
    frames = kind;
  }
  return frames;
}

}  // namespace

Outcome read_log_lines(const Text& text) {
  if (!text.forced.empty() && text.forced != "log") return std::nullopt;
  std::vector<Entry> entries;
  std::string_view rest = text.body;
  std::size_t without = 0;
  bool named = false;  // something stands in front of the bytes of a line
  while (!rest.empty()) {
    const std::string_view line = trim(take_line(rest));
    if (line.empty()) continue;
    auto entry = code_entry(line, text.score);
    if (!entry) entry = hex_entry(line);
    if (!entry) entry = number_entry(line, text.score);
    if (!entry) {
      ++without;
      continue;
    }
    named |= !is_hex_only(entry->before);
    entries.push_back(std::move(*entry));
  }
  if (entries.empty() || (!named && without == 0)) return std::nullopt;
  Reading reading = reading_of(entries);
  std::size_t other = 0;
  if (score_of(reading, text.score) < kWhole && text.forced.empty()) {
    if (auto frames = lines_of_frames(entries, text.score); !frames.empty()) {
      other = entries.size() - frames.size();
      entries = std::move(frames);
      reading = reading_of(entries);
    }
  }
  const std::string_view before = entries.front().before;
  std::string_view shown = trim(before);
  constexpr std::size_t kShown = 23;
  if (shown.size() > kShown) shown = shown.substr(shown.size() - kShown);
  if (score_of(reading, text.score) < kWhole && text.forced.empty()) {
    if (without != 0) return std::nullopt;
    return error_at(
        text.body, static_cast<std::size_t>(before.data() - text.body.data()) + before.size(),
        "this looks like a log, but what stands behind " + quoted(shown) + " is not a chain of whole frames",
        "keep only the bytes: cut what stands in front of them on every line, or say --format log");
  }
  reading.notes.push_back("took the bytes behind " + quoted(shown) +
                          (reading.chunks.size() > 1 ? " and in the same place of the other lines" : ""));
  if (other != 0) {
    reading.notes.push_back("left out " + counted(other, "line") + " with other bytes, which are no frames");
  }
  if (without != 0) reading.notes.push_back("left out " + counted(without, "line") + " without bytes");
  return reading;
}

}  // namespace ws101::wsdump::input
