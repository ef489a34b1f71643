// Lines of a log that hold the bytes of a frame: "DEBUG 10:00:00 sending frame: 81 85 37 fa ...".
//
// The text before the bytes may be anything, so the frames have to prove the reading: without a chain of whole
// frames it is a question what to cut.
#include <algorithm>
#include <map>
#include <tuple>

#include "text/counted.hpp"
#include "text/quoted.hpp"
#include "wsdump/read/cells.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/dump_lines.hpp"
#include "wsdump/read/entries.hpp"
#include "wsdump/read/list.hpp"
#include "wsdump/read/literal.hpp"
#include "wsdump/read/plausible.hpp"
#include "wsdump/read/readers.hpp"

namespace ws101::wsdump::input {
namespace {

// The bytes of a line. They are weak if they may be a number or a time in a line of words.
struct Entry {
  std::string_view before;
  std::vector<std::uint8_t> bytes;
  bool weak = false;
};
constexpr std::size_t kLeastStrong = 4;

// Whether the bytes prove that they are meant: whole frames, not beginning with a continuation, which 00 00 of a time
// and 80 00 of a port are.
bool proves(Bytes bytes) {
  return grade_of(bytes) >= kWholeFrames && (bytes[0] & 0x0f) != 0;
}

bool is_hex_only(std::string_view s) {
  return all_of(s, [](char c) { return is_hex(c) || is_space(c); });
}

// The bytes of a text that one reader understands as a whole.
std::optional<std::vector<std::uint8_t>> read_by(void (*reader)(const Text&, Findings&),
                                                 std::string_view code) {
  Findings found;
  const Text text{code};
  reader(text, found);
  Outcome outcome = choose(std::move(found), text);
  auto* reading = outcome ? std::get_if<Reading>(&*outcome) : nullptr;
  if (reading == nullptr || reading->chunks.front().bytes.size() < 2) return std::nullopt;
  return std::move(reading->chunks.front().bytes);
}

// \x81 or \201, not only \n.
bool has_byte_escape(std::string_view s) {
  const std::size_t at = s.find('\\');
  return at != std::string_view::npos && at + 1 < s.size() && (s[at + 1] == 'x' || is_octal(s[at + 1]));
}

// "... received {129, 142, 135}", "frame=b'\\x81\\x05Hello'", "<Buffer 81 05> from client 3": the first list or literal
// of the line.
std::optional<Entry> code_entry(std::string_view line) {
  constexpr std::size_t kMostTries = 16;  // brackets of dates and levels in front of the list
  std::size_t tries = 0;
  QuotedLiterals literals(line);
  for (std::size_t i = 0; i + 2 < line.size() && tries < kMostTries; ++i) {
    const std::string_view rest = line.substr(i);
    const bool own = i == 0 || !is_word(line[i - 1]);  // not the apostrophe of "I'm"
    const auto is_quote = [](char c) { return c == '\'' || c == '"'; };
    const bool python = own && rest[0] == 'b' && is_quote(rest[1]);
    const std::size_t quoted = own && is_quote(rest[0]) ? literals.length_at(i)
                               : python                 ? literals.length_at(i + 1) + 1
                                                        : 0;
    if (rest[0] == '"' && quoted > 2) {
      const auto decoded = decode_base64_text(rest.substr(1, quoted - 2));
      if (decoded && decoded->size() > 1 && proves(*decoded)) return Entry{line.substr(0, i), *decoded};
    }
    const bool literal = python || has_byte_escape(rest.substr(0, quoted));
    std::size_t size = quoted;
    if (rest[0] == '<') {
      const std::string_view close = rest.starts_with("<<") ? ">>" : ">";
      size = rest.find(close) + close.size();
    } else if (rest[0] == '{' || rest[0] == '[') {
      size = closing_bracket(rest) + 1;
    } else if (!literal) {
      continue;
    }
    ++tries;
    if (size < 3) continue;  // not closed, or empty
    if (auto bytes = read_by(literal ? read_string : read_list, rest.substr(0, size)))
      return Entry{line.substr(0, i), std::move(*bytes)};
  }
  return std::nullopt;
}

// Escapes without quotes, up to the end of the line or, as Jetty prints a buffer, in <<< >>>.
std::optional<Entry> escape_entry(std::string_view line) {
  const std::size_t begin = line.find("\\x");
  if (begin == std::string_view::npos) return std::nullopt;
  const std::string_view rest = line.substr(begin);
  auto bytes = read_by(read_escapes, rest.substr(0, rest.find(">>>")));
  if (!bytes) return std::nullopt;
  return Entry{line.substr(0, begin), std::move(*bytes)};
}

// The hex pairs at the start of `s`, all with 0x or all without; `length` is what they take.
std::vector<std::uint8_t> hex_run(std::string_view s, std::size_t& length) {
  std::vector<std::uint8_t> bytes;
  const bool prefixed = s.starts_with("0x");
  length = 0;
  for (std::size_t at = 0; at < s.size() && s.substr(at).starts_with("0x") == prefixed;) {
    std::string_view word = s.substr(at + (prefixed ? 2 : 0));
    word = word.substr(
        0, static_cast<std::size_t>(std::find_if_not(word.begin(), word.end(), is_word) - word.begin()));
    const bool single = prefixed && word.size() == 1 && is_hex(word[0]);
    const auto pairs = hex_pairs(word);
    if (!pairs && !single) break;
    if (single) bytes.push_back(static_cast<std::uint8_t>(hex_value(word[0])));
    if (pairs) bytes.insert(bytes.end(), pairs->begin(), pairs->end());
    at = static_cast<std::size_t>(word.data() - s.data()) + word.size();
    length = at;
    if (at < s.size() && std::string_view(",:-").find(s[at]) != std::string_view::npos) ++at;
    while (at < s.size() && (s[at] == ' ' || (s[at] == '\t' && prefixed))) ++at;  // a tab parts columns
  }
  return bytes;
}

// Whether a word with a colon and a space stand in front of `at`: 10:00:00 81 05.
bool is_behind_time(std::string_view line, std::size_t at) {
  const std::string_view before = line.substr(0, at - 1);
  return is_space(line[at - 1]) &&
         contains(before.substr(before.find_last_of(" \t") + 1), ":");  // npos + 1 is 0
}

// The run of hex pairs that fits frames best, else the one at the end, else the longest. A time in front of the
// bytes may look like some, so within a run they may begin behind it.
std::optional<Entry> hex_entry(std::string_view line) {
  constexpr std::size_t kMostStarts = 16;  // of one run
  std::optional<Entry> best;
  std::tuple<bool, bool, bool, std::size_t> best_rank;
  std::size_t run_end = 0;
  std::size_t starts = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (!is_hex(line[i]) || (i > 0 && is_word(line[i - 1]))) continue;
    if (i < run_end && !is_behind_time(line, i)) continue;
    if (i >= run_end) starts = 0;
    if (++starts > kMostStarts) {
      i = run_end;
      continue;
    }
    std::size_t length = 0;
    auto bytes = hex_run(line.substr(i), length);
    run_end = std::max(run_end, i + length);
    const bool prefixed = line.substr(i).starts_with("0x");
    const std::string_view run = line.substr(i, length);
    const bool port = run.size() == 4 && all_of(run, is_digit);  // 8900 is a ping as well
    if (port || bytes.size() < (prefixed ? 1U : 2U)) continue;
    const bool weak = bytes.size() < kLeastStrong || i + length < line.size();
    const std::tuple rank{proves(bytes), prefixed, !weak, bytes.size()};
    if (best && rank < best_rank) continue;
    best_rank = rank;
    best = Entry{line.substr(0, i), std::move(bytes), weak};
  }
  return best;
}

// The numbers at the end of the line in any notation: "129,5,72".
std::optional<Entry> number_entry(std::string_view line) {
  std::size_t begin = line.size();
  while (begin > 0) {
    const std::size_t word_at = trim_right(line.substr(0, begin)).rfind(' ') + 1;  // npos + 1 is 0
    std::string_view word = trim_right(line.substr(word_at, begin - word_at));
    while (take_number(word)) word.remove_prefix(std::min(word.find_first_not_of(','), word.size()));
    if (!word.empty() || word_at >= begin) break;
    begin = word_at;
  }
  auto bytes = read_by(read_cells, line.substr(begin));
  if (!bytes) return std::nullopt;
  return Entry{line.substr(0, begin), std::move(*bytes)};
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

// Takes the lines that are no bytes for sure out, where others are.
void drop_weak(std::vector<Entry>& entries) {
  const auto strong = [&](const Entry& e) { return !e.weak || proves(e.bytes); };
  if (std::any_of(entries.begin(), entries.end(), strong))
    std::erase_if(entries, [&](const Entry& e) { return !strong(e); });
}

// The words in front of the bytes tell who sends, if they do on every line.
std::vector<Chunk> chunks_of(std::vector<Entry> entries) {
  const bool words =
      std::all_of(entries.begin(), entries.end(), [](const Entry& e) { return side_of(e.before) >= 0; });
  std::vector<Chunk> chunks;
  for (Entry& entry : entries) {
    const std::uint8_t side = words && side_of(entry.before) == 1 ? 1 : 0;
    chunks.push_back(Chunk{Direction::Unknown, side, std::move(entry.bytes), std::nullopt, 0});
  }
  return chunks;
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

Reading reading_of(std::vector<Entry> entries) {
  Reading reading;
  reading.format = "log";
  reading.words = "log lines that end in bytes";
  reading.chunks = chunks_of(std::move(entries));
  return reading;
}

bool fits(const Reading& reading) {
  return grade_of(reading) >= kWholeFrames && (reading.chunks.front().bytes[0] & 0x0f) != 0;
}

// A program that parses frames logs the frame, and then what it takes for the length and the key. The lines of the one
// kind that are whole frames; empty if there is no such kind, or several.
std::vector<Entry> lines_of_frames(const std::vector<Entry>& entries) {
  std::map<std::string, std::vector<Entry>> kinds;
  for (const Entry& entry : entries) kinds[label_of(entry.before)].push_back(entry);
  std::vector<Entry> frames;
  for (const auto& [label, kind] : kinds) {
    if (label.empty() || !fits(reading_of(kind))) continue;
    if (!frames.empty()) return {};
    frames = kind;
  }
  return frames;
}

}  // namespace

Outcome read_log_lines(const Text& text) {
  if (!text.forced.empty() && text.forced != "log") return std::nullopt;
  std::vector<Entry> entries;
  std::size_t lines = 0;
  bool named = false;  // there is text before the bytes of a line
  bool ends_in_bytes = false;
  for (std::string_view rest = text.body; !rest.empty();) {
    const std::string_view line = trim(take_line(rest));
    if (line.empty()) continue;
    ++lines;
    auto entry = code_entry(line);
    if (!entry) entry = escape_entry(line);
    if (!entry) entry = hex_entry(line);
    if (!entry) entry = number_entry(line);
    if (!entry) continue;
    named |= !is_hex_only(entry->before) || contains(entry->before, "\t");  // words, or columns
    const std::string_view tail = line.substr(entry->before.size());
    ends_in_bytes |= entry->bytes.size() > 1 && all_of(tail, [](char c) {
                       return is_hex(c) || std::string_view(" x:,-[]").find(c) != std::string_view::npos;
                     });
    entries.push_back(std::move(*entry));
  }
  if (entries.empty() || (!named && lines == entries.size())) return std::nullopt;
  const std::string_view first = entries[0].before;
  const bool all = lines == entries.size();
  drop_weak(entries);
  const std::size_t with_bytes = entries.size();
  Reading reading = reading_of(entries);
  bool whole = fits(reading);
  if (!whole && text.forced.empty()) {
    if (auto frames = lines_of_frames(entries); !frames.empty()) {
      entries = std::move(frames);
      reading = reading_of(entries);
      whole = true;
    }
  }
  constexpr std::size_t kShown = 23;
  std::string_view shown = trim(entries[0].before);
  if (shown.size() > kShown) shown = shown.substr(shown.size() - kShown);
  if (!whole && text.forced.empty()) {
    if (!all || !ends_in_bytes) return std::nullopt;
    return error_at(
        text.body, static_cast<std::size_t>(first.data() - text.body.data()) + first.size(),
        "this looks like a log, but what stands behind " + quoted(shown) + " is not a chain of whole frames",
        "keep only the bytes: cut what stands in front of them on every line, or say --format log");
  }
  reading.notes.push_back("took the bytes behind " + quoted(shown) +
                          (reading.chunks.size() > 1 ? " and in the same place of the other lines" : ""));
  if (const std::size_t other = with_bytes - entries.size(); other != 0)
    reading.notes.push_back("left out " + counted(other, "line") + " with other bytes, which are no frames");
  if (const std::size_t without = lines - with_bytes; without != 0)
    reading.notes.push_back("left out " + counted(without, "line") + " without bytes");
  return reading;
}

}  // namespace ws101::wsdump::input
