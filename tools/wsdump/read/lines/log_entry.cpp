// Lists and literals show where they begin and end; a run of numbers may begin in a time, so frames decide.
#include "wsdump/read/lines/log_entry.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "wsdump/read/cells/cells.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/code/code.hpp"
#include "wsdump/read/code/entries.hpp"
#include "wsdump/read/code/list.hpp"
#include "wsdump/read/code/literal.hpp"
#include "wsdump/read/plausible.hpp"
#include "wsdump/read/raw_input.hpp"
#include "wsdump/watch/not_frames.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kLeastStrong = 4;    // bytes at the end of a line
constexpr std::size_t kLeastWithText = 8;  // bytes with something behind them

// The bytes of a text that one reader understands as a whole.
std::optional<std::vector<std::uint8_t>> read_by(void (*reader)(const Text&, Findings&),
                                                 std::string_view code) {
  Findings found;
  const Text text{code};
  reader(text, found);
  Outcome outcome = choose(std::move(found), text);
  auto* reading = outcome ? std::get_if<Reading>(&*outcome) : nullptr;
  if (reading == nullptr) return std::nullopt;
  std::vector<std::uint8_t>& bytes = reading->chunks.front().bytes;
  if (bytes.empty() || (bytes.size() == 1 && !begins_last_frame(bytes))) return std::nullopt;
  return std::optional(std::move(bytes));
}

// \x81 or \201, not only \n.
bool has_byte_escape(std::string_view s) {
  const std::size_t at = s.find('\\');
  return at != std::string_view::npos && at + 1 < s.size() && (s[at + 1] == 'x' || is_octal(s[at + 1]));
}

struct CodePiece {
  std::size_t size = 0;  // 0: there is none; 1: it is not closed
  bool literal = false;
  bool hex = false;  // the literal holds hex, as any text may
};

// The list, binary or literal at `i`.
CodePiece code_at(std::string_view line, std::size_t i, QuotedLiterals& literals) {
  const std::string_view rest = line.substr(i);
  const bool own = i == 0 || !is_word(line[i - 1]);  // not the apostrophe of "I'm"
  const bool python = own && rest[0] == 'b' && is_quote(rest[1]);
  const std::size_t quoted = own && is_quote(rest[0]) ? literals.length_at(i)
                             : python                 ? literals.length_at(i + 1) + 1
                                                      : 0;
  if (python || has_byte_escape(rest.substr(0, quoted))) return {quoted, true};
  if (rest[0] == '<') {
    const std::string_view close = rest.starts_with("<<") ? ">>" : ">";
    return {std::max<std::size_t>(rest.find(close) + close.size(), 1)};  // npos + 1 is 0
  }
  if (rest[0] == '{' || rest[0] == '[') return {std::max<std::size_t>(closing_bracket(rest) + 1, 1)};
  const std::string_view inside = rest.substr(std::min<std::size_t>(1, quoted), quoted < 2 ? 0 : quoted - 2);
  const bool hex = inside.size() >= 2 * kLeastStrong && inside.size() % 2 == 0 && all_of(inside, is_hex);
  return {hex ? quoted : 0, hex, hex};
}

constexpr std::size_t kMostTries = 16;  // of a line: brackets of dates and levels in front of the list

// "... received {129, 142, 135}", "frame=b'\\x81\\x05Hello'", "<Buffer 81 05> from client 3": the first list or literal
// of the line.
std::optional<LogEntry> code_entry(std::string_view line) {
  std::size_t tries = 0;
  QuotedLiterals literals(line);
  for (std::size_t i = 0; i + 2 < line.size() && tries < kMostTries; ++i) {
    const std::string_view rest = line.substr(i);
    if (rest[0] == '"' && (i == 0 || !is_word(line[i - 1]))) {
      const std::size_t quoted = literals.length_at(i);
      const auto decoded = quoted > 2 ? decode_base64_text(rest.substr(1, quoted - 2)) : std::nullopt;
      if (decoded && decoded->size() > 1 && proves(*decoded)) return LogEntry{line.substr(0, i), *decoded};
    }
    const CodePiece piece = code_at(line, i, literals);
    if (piece.size == 0 || piece.hex) continue;
    ++tries;
    if (piece.size < 3) continue;  // not closed, or empty
    auto bytes = read_by(piece.literal ? read_string : read_list, rest.substr(0, piece.size));
    const bool many = bytes && (piece.literal || bytes->size() > 1);  // a list of one is rather a number
    if (many && !is_key(line.substr(0, i), bytes->size()))
      return LogEntry{line.substr(0, i), std::move(*bytes)};
  }
  return std::nullopt;
}

// Escapes without quotes, up to the end of the line or, as Jetty prints a buffer, in <<< >>>.
std::optional<LogEntry> escape_entry(std::string_view line) {
  const std::size_t begin = line.find("\\x");
  if (begin == std::string_view::npos) return std::nullopt;
  const std::string_view rest = line.substr(begin);
  auto bytes = read_by(read_escapes, rest.substr(0, rest.find(">>>")));
  if (!bytes) return std::nullopt;
  return LogEntry{line.substr(0, begin), std::move(*bytes)};
}

// The values of a call that ends the line: f.push_back('h'); out.write(129)
std::optional<LogEntry> call_entry(std::string_view line) {
  const std::size_t open = line.find('(');
  if (open == std::string_view::npos || open == 0 || !is_word(line[open - 1])) return std::nullopt;
  const std::string_view rest = line.substr(open);
  const std::size_t close = closing_bracket(rest);
  if (close == std::string_view::npos || !contains(";", rest.substr(close + 1))) return std::nullopt;
  List list;
  list.binary = true;
  const std::string values = std::string(rest.substr(1, close - 1)) + ",";  // "(byte) 5" is one
  if (!read_entries(values, list)) return std::nullopt;
  LogEntry entry{line.substr(0, open + 1), {}, true};
  for (const Element& element : list.elements) {
    const auto byte = element.byte ? element.byte : to_byte(element.number, 10);
    if (!byte) return std::nullopt;
    entry.bytes.push_back(*byte);
  }
  return entry;
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
std::optional<LogEntry> hex_entry(std::string_view line) {
  constexpr std::size_t kMostStarts = 16;  // of one run
  std::optional<LogEntry> best;
  std::tuple<bool, bool, bool, bool, std::size_t> best_rank;
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
    const bool listed = i > 0 && contains("[{", line.substr(i - 1, 1));
    if (port || (listed && is_key(line.substr(0, i), bytes.size()))) continue;
    if (bytes.size() < (prefixed || is_counted(line.substr(0, i), 1) ? 1U : 2U)) continue;
    const bool weak = bytes.size() < (i + length < line.size() ? kLeastWithText : kLeastStrong);
    const std::tuple rank{proves(bytes), prefixed, is_counted(line.substr(0, i), bytes.size()), !weak,
                          bytes.size()};
    if (best && rank < best_rank) continue;
    best_rank = rank;
    const bool elided = trim_left(line.substr(i + length)).starts_with("...");
    best = LogEntry{line.substr(0, i), std::move(bytes), weak, elided};
  }
  return best;
}

// The longest run of numbers in any notation: "129,5,72", "the bytes 129 5 72 are".
std::optional<LogEntry> number_entry(std::string_view line) {
  std::string_view best;
  std::string_view run;
  std::size_t count = 0;  // of the words in the run
  std::size_t most = 0;
  for (std::string_view rest = line; !rest.empty();) {
    const std::string_view whole = take_word(rest);
    std::string_view word = whole;
    while (take_number(word)) word.remove_prefix(std::min(word.find_first_not_of(','), word.size()));
    if (!word.empty() || whole.empty()) {
      run = {};
      count = 0;
      continue;
    }
    const char* const begin = run.empty() ? whole.data() : run.data();
    run = {begin, static_cast<std::size_t>(whole.data() + whole.size() - begin)};
    if (++count < most) continue;
    most = count;
    best = run;
  }
  while (best.ends_with(',')) best.remove_suffix(1);
  auto bytes = read_by(read_cells, best);
  if (!bytes) return std::nullopt;
  return LogEntry{line.substr(0, static_cast<std::size_t>(best.data() - line.data())), std::move(*bytes)};
}

}  // namespace

bool is_counted(std::string_view before, std::size_t bytes) {
  constexpr std::size_t kFar = 40;  // from the number to the bytes
  before.remove_prefix(before.size() - std::min(before.size(), kFar));
  const std::string count = std::to_string(bytes);
  for (std::size_t at = before.find(count); at < before.size(); at = before.find(count, at + 1)) {
    const std::size_t end = at + count.size();
    const bool whole = at == 0 || !is_word(before[at - 1]);
    if (whole && end < before.size() && !is_word(before[end])) return true;
  }
  return false;
}

bool proves(int grade, Bytes bytes) {
  if (grade < kWholeFrames || (bytes[0] & 0x0f) == 0) return false;
  return bytes[0] != 'H' || is_http_head(text_of(bytes));
}
bool proves(Bytes bytes) {
  return proves(grade_of(bytes), bytes);
}

bool begins_last_frame(Bytes bytes) {
  return bytes.size() == 1 && bytes[0] >= 0x80 && bytes[0] <= 0x8a && (bytes[0] <= 0x82 || bytes[0] >= 0x88);
}

std::vector<std::string> frame_literals(std::string_view body) {
  constexpr std::size_t kMostLiterals = 64;
  std::vector<std::pair<std::vector<std::uint8_t>, std::string>> found;
  for (std::string_view rest = body; !rest.empty() && found.size() < kMostLiterals;) {
    const std::size_t at = body.size() - rest.size();
    const std::string_view line = take_line(rest);
    QuotedLiterals literals(line);
    std::size_t tries = 0;
    for (std::size_t i = 0; i + 2 < line.size() && tries < kMostTries; ++i) {
      CodePiece piece = code_at(line, i, literals);
      if (piece.size == 0) continue;
      ++tries;
      std::string text(line.substr(i, piece.size));
      // A binary goes on in other lines, perhaps to the end.
      if (piece.size < 3 && line.substr(i).starts_with("<<") && is_digit(line[i + 2])) {
        const std::size_t end = std::min(body.find(">>", at + i), body.size());
        text = std::string(trim_right(body.substr(at + i, end - at - i))) +
               (end == body.size() ? "...>>" : ">>");
        rest = body.substr(end);
        piece.size = line.size();
      }
      auto bytes = text.size() < 3 ? std::nullopt : read_by(piece.literal ? read_string : read_list, text);
      if (!bytes || (!piece.literal && bytes->size() == 1)) continue;
      const bool again =
          std::any_of(found.begin(), found.end(), [&](const auto& f) { return f.first == *bytes; });
      if (!again && !is_key(line.substr(0, i), bytes->size()))
        found.emplace_back(std::move(*bytes), std::move(text));
      i += piece.size - 1;
    }
  }
  std::vector<std::string> literals;
  for (auto& [bytes, text] : found) {
    const bool begins = (bytes[0] & 0x80) != 0 && !begins_inside(bytes);
    if (begins || proves(bytes)) literals.push_back(std::move(text));
  }
  return literals;
}

std::optional<LogEntry> find_log_entry(std::string_view line) {
  if (auto entry = code_entry(line)) return entry;
  if (auto entry = escape_entry(line)) return entry;
  auto entry = hex_entry(line);
  if (entry && proves(entry->bytes)) return entry;
  if (auto call = call_entry(line)) return call;
  auto numbers = number_entry(line);
  return numbers && (!entry || proves(numbers->bytes)) ? std::move(numbers) : std::move(entry);
}

}  // namespace ws101::wsdump::input
