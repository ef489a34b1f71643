// Wrapping of single lines, and the list of all peelers.
#include "wsdump/read/lines/peel.hpp"

#include <algorithm>

#include "wsdump/read/cells/cells.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/lines/peel_comments.hpp"

namespace ws101::wsdump::input {
namespace {

// The length of an interpreter's prompt at the start of a line, 0 if there is none.
std::size_t prompt_length(std::string_view line) {
  for (std::string_view prompt :
       {">>> ", "... ", "julia> ", "scala> ", "jshell> ", "php > ", "sqlite> ", "user=> "}) {
    if (line.starts_with(prompt) || line == prompt.substr(0, prompt.size() - 1))
      return std::min(prompt.size(), line.size());
  }
  // "iex(1)> ", "irb(main):001:0> ", "In [3]: ", Erlang's "1> "
  std::size_t n = 0;
  while (n < line.size() && n < 24 && line[n] != '>' && line[n] != '\t') ++n;
  if (n < line.size() && line[n] == '>' && (n + 1 == line.size() || line[n + 1] == ' ')) {
    const std::string_view head = line.substr(0, n);
    const bool erlang = !head.empty() && all_of(head, is_digit);
    if (erlang || (head.starts_with("iex(") && head.ends_with(")")) || head.starts_with("irb("))
      return std::min(n + 2, line.size());
  }
  if (line.starts_with("In [")) {
    const std::size_t close = line.find("]:");
    if (close < 10) return std::min(close + 3, line.size());
  }
  return 0;
}

// The text that an interpreter writes before a result.
std::string_view without_answer_mark(std::string_view line) {
  if (line.starts_with("=> ")) return line.substr(3);
  if (line.starts_with("Out[")) {
    const std::size_t close = line.find("]: ");
    if (close < 10) return line.substr(close + 3);
  }
  return line;
}

std::optional<std::string> without_prompts(std::string_view body) {
  std::string typed;
  std::string printed;
  bool prompts = false;
  std::string_view rest = body;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (const std::size_t n = prompt_length(line); n != 0) {
      if (hex_pairs(line.substr(n))) return std::nullopt;  // ">>> 81 85" marks a direction
      prompts |= !line.starts_with("...");
      typed += line.substr(n);
      typed += '\n';
      continue;
    }
    if (line.starts_with("<<<") || (!prompts && !trim(line).empty()))
      return std::nullopt;  // a transcript begins with a prompt
    printed += without_answer_mark(line);
    printed += '\n';
  }
  if (!prompts) return std::nullopt;
  return trim(printed).empty() ? typed : printed;
}

// What stands in the first block, and how many fences there are.
std::pair<std::string, std::size_t> first_block(std::string_view body) {
  std::string inside;
  std::size_t fences = 0;
  std::string_view rest = body;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (trim(line).starts_with("```") && trim(line).find('`', 3) == std::string_view::npos) {
      ++fences;
    } else if (fences == 1) {
      inside += line;
      inside += '\n';
    }
  }
  return {trim(inside).empty() ? std::string() : inside, fences};
}

std::optional<std::string> fenced_block(std::string_view body) {
  const auto [inside, fences] = first_block(body);
  return inside.empty() || fences > 2 ? std::nullopt : std::optional(inside);
}

std::optional<std::string> first_of_blocks(std::string_view body) {
  const auto [inside, fences] = first_block(body);
  return inside.empty() || fences <= 2 ? std::nullopt : std::optional(inside);
}

// The dump below packet details, as Wireshark exports both: the lines that begin with an offset and pairs of digits.
std::optional<std::string> without_details(std::string_view body) {
  if (!contains(body, " = Opcode: ") && !contains(body, " bytes on wire")) return std::nullopt;
  std::string out;
  for (std::string_view rest = body; !rest.empty();) {
    const std::string_view line = take_line(rest);
    std::string_view words = line;
    const std::string_view offset = take_word(words);
    const std::string_view first = take_word(words);
    if (offset.size() < 4 || !all_of(offset, is_hex) || first.size() != 2 || !all_of(first, is_hex)) continue;
    out += line;
    out += '\n';
  }
  return out.empty() ? std::nullopt : std::optional(out);
}

std::optional<std::string> without_line_numbers(std::string_view body) {
  std::string out;
  std::size_t lines = 0;
  std::size_t expected = 0;
  std::string_view rest = body;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    std::string_view s = trim_left(line);
    if (s.empty()) {
      out += '\n';
      continue;
    }
    std::size_t n = 0;
    std::size_t number = 0;
    while (n < s.size() && n < 7 && is_digit(s[n]))
      number = number * 10 + static_cast<std::size_t>(s[n++] - '0');
    if (n == 0 || s[0] == '0' || (lines != 0 && number != expected)) return std::nullopt;
    s.remove_prefix(n);
    const bool set_off =
        s.empty() || s[0] == '\t' || s[0] == ':' || s[0] == '|' || s[0] == ' ' || s[0] == '.';
    if (!set_off) return std::nullopt;
    if (!s.empty()) s.remove_prefix(1);
    if (trim_left(s).starts_with("|")) s = trim_left(s).substr(1);
    out += s;
    out += '\n';
    expected = number + 1;
    ++lines;
  }
  if (lines < 2) return std::nullopt;
  return out;
}

constexpr Peeler kPeelers[] = {
    {"took the block between the ``` fences", fenced_block, true},
    {"left out the prompts and what was typed behind them", without_prompts, true},
    {"left out the packet details", without_details, false},
    {"left out the line numbers in front of the lines", without_line_numbers, false},
    {"left out the comments of the source", without_code_comments, false},
    {"left out comments, labels and lines of words", without_comments, false},
    {"took the first of the blocks between ``` fences", first_of_blocks, false},
};

}  // namespace

std::span<const Peeler> peelers() {
  return kPeelers;
}

bool is_shell_prompt(std::string_view line) {
  line = trim(line);
  if (line == "$" || line == "#" || line == "%") return true;
  if (line.starts_with("PS ") && line.find('>') < 200) return true;  // PowerShell: PS C:\Users\me>
  const std::size_t at = line.find('@');
  if (at == std::string_view::npos || at == 0 || at > 40) return false;
  const std::size_t end = line.find_first_of("$#%", at);
  return end < 120 && (end + 1 == line.size() || line[end + 1] == ' ');
}

}  // namespace ws101::wsdump::input
