#include "wsdump/read/heads/head_dress.hpp"

#include <algorithm>

#include "wsdump/read/characters.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kFewestOffsetDigits = 4;
constexpr std::size_t kFirstFields = 3;  // among these is one that is known

// The length of the run at the start of `s`.
template <typename Class>
std::size_t run(std::string_view s, Class is_member) {
  std::size_t n = 0;
  while (n < s.size() && is_member(s[n])) ++n;
  return n;
}

// How many characters at the start of `line` have the shape of `prefix`: digits stand for any digits, four or more for
// a hex offset, blanks for any blanks, and with `any_word` letters for any word, so that the next line of the same log
// fits. A line that ends where the blanks of the prefix begin fits too. Nothing if it does not fit.
std::optional<std::size_t> same_shape(std::string_view prefix, std::string_view line, bool any_word) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < prefix.size()) {
    const auto step = [&](auto in_prefix, auto in_line) {
      const std::size_t length = run(line.substr(j), in_line);
      i += run(prefix.substr(i), in_prefix);
      j += length;
      return length > 0;
    };
    if (is_space(prefix[i])) {
      // An empty line of the head loses the blanks at its end in many editors.
      if (!step(is_space, is_space) && !(prefix.substr(i).empty() && j == line.size())) return std::nullopt;
    } else if (any_word && is_word(prefix[i])) {
      if (!step(is_word, is_word)) return std::nullopt;
    } else if (is_digit(prefix[i])) {
      const bool offset = run(prefix.substr(i), is_digit) >= kFewestOffsetDigits;
      if (!step(is_digit, offset ? is_hex : is_digit)) return std::nullopt;
    } else {
      if (j == line.size() || line[j] != prefix[i]) return std::nullopt;
      ++i;
      ++j;
    }
  }
  return j;
}

// The dress that a field line has of its own, up to a blank or a quote: the `header: ` below a `reply: `, the "-> " of
// "10:00:01 -> Host: a" below "10:00:01 -> sending: GET / HTTP/1.1".
std::string_view own_dress(std::string_view line) {
  for (std::size_t end = 1; end < std::min(line.size(), kLongestDress); ++end) {
    const char last = line[end - 1];
    if ((is_space(last) || last == '"' || last == '\'') && is_known_field_line(line.substr(end)))
      return line.substr(0, end);
  }
  return {};
}

// The first lines below a start line that no line resembles decide: they have a dress of their own, or none.
bool take_own_dress(Dress& dress, const std::vector<TextLine>& lines, std::size_t first) {
  const std::string_view next = lines[first].line;
  std::string_view own;
  for (std::size_t i = first; i < std::min(lines.size(), first + kFirstFields) && trim(own).empty(); ++i)
    own = own_dress(lines[i].line);
  dress.first_only = trim(own).empty() && is_field_line(trim_left(next));
  if (trim(own).empty() && !dress.first_only) return false;
  if (!dress.first_only) dress.prefix = own;
  // Only the start line is a literal: reply: 'HTTP/1.1 101 Switching Protocols\r\n'
  if (shown_line_end(trim_right(next)) == 0) dress.mark = 0;
  return true;
}

}  // namespace

std::size_t shown_line_end(std::string_view line) {
  // C, JavaScript, PHP: "Host: a\r\n" + and the like.
  const std::size_t literal = line.find_last_not_of("'\"+.,;)\\ ");
  const std::string_view inside = line.substr(0, literal + 1);
  if (inside.ends_with("\\r\\n") && inside.size() < line.size()) return line.size() - inside.size() + 4;
  for (const std::string_view mark :
       {"\\r\\n", "\\x0d\\x0a", "\\x0D\\x0A", "\\x{0d}", "<CR><LF>", "[CR][LF]", "[\\r][\\n]\"", "<cr><lf>",
        "\xe2\x90\x8d\xe2\x90\x8a", "<br>", "<br/>", "<br />", "^M$", "^M", "\\r", "\\n", "."}) {
    if (line.ends_with(mark)) return mark.size();
  }
  return 0;
}

std::optional<std::string_view> Dress::take_off(std::string_view line) const {
  // Between the lines whose ends it spells out, a tool writes remarks of its own.
  if (mark > 1 && shown_line_end(trim_right(line)) == 0) return std::nullopt;
  if (first_only) return trim_left(line);
  if (prefix.empty()) return line;
  const auto length = same_shape(prefix, line, any_word);
  if (!length) return std::nullopt;
  return line.substr(*length);
}

std::string_view Dress::without_mark(std::string_view core) const {
  if (mark == 0) return core;
  core = trim_right(core);
  return core.substr(0, core.size() - shown_line_end(core));
}

Dress dress_of(const std::vector<TextLine>& lines, std::size_t start, const StartLine& found) {
  Dress dress;
  const std::string_view line = lines[start].line;
  dress.prefix = line.substr(0, found.column);
  dress.mark = trim_right(line).size() - found.column - found.length;
  if (dress.prefix.empty()) return dress;
  const bool dated = std::any_of(dress.prefix.begin(), dress.prefix.end(), is_digit);
  for (std::size_t i = start + 1; i < lines.size() && i <= start + kMostStrangeLines; ++i) {
    const std::string_view next = lines[i].line;
    if (trim(next).empty()) continue;
    for (const bool any_word : {false, true}) {
      const auto length = same_shape(dress.prefix, next, any_word);
      if (!length || (any_word && !dated) || !is_field_line(next.substr(*length))) continue;
      dress.any_word = any_word;
      return dress;
    }
    if (i == start + 1 && take_own_dress(dress, lines, i)) return dress;
  }
  return dress;
}

}  // namespace ws101::wsdump::input
