// Bytes with explanations: comments (#, //, ;, --, /* */), labels ("payload:"), remarks in parentheses, list bullets.
//
// Text that is not bytes is overwritten with blanks instead of removed, so that positions in errors stay
// right.
#include "wsdump/read/lines/peel_comments.hpp"

#include <algorithm>

#include "wsdump/read/cells/cells.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/lines/peel.hpp"

namespace ws101::wsdump::input {
namespace {

void blank(std::string& s, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < std::min(to, s.size()); ++i) {
    if (s[i] != '\n' && s[i] != '\r') s[i] = ' ';
  }
}

void blank_block_comments(std::string& s) {
  for (const auto& [open, close] :
       {std::pair<std::string_view, std::string_view>{"/*", "*/"}, {"<!--", "-->"}}) {
    std::size_t at = 0;
    while ((at = s.find(open, at)) != std::string::npos) {
      const std::size_t end = s.find(close, at + open.size());
      if (end == std::string::npos) break;
      blank(s, at, end + close.size());
      at = end;
    }
  }
}

// A word of a label: with a letter that is not a hex digit, or several words.
bool is_label(std::string_view words) {
  words = trim(words);
  if (words.empty() || words.size() > 40) return false;
  bool letter = false;
  char before = 0;
  for (char c : words) {
    letter |= is_letter(c) && !is_hex(c) && !(c == 'x' && before == '0');  // 0x81
    before = c;
    if (!is_word(c) && std::string_view(" .-+/()[]{}#&*'\"`,").find(c) == std::string_view::npos)
      return false;
  }
  return letter && !words.starts_with("0x");
}

// "len: 7", "[Length: 11]": how many bytes there are, not one of them.
bool names_length(std::string_view line) {
  const std::size_t colon = line.find_first_of(":=");
  const std::string name = lower(trim(line.substr(0, colon)));
  std::string_view value = trim(line.substr(colon + 1));
  while (value.ends_with(']') || value.ends_with(',')) value.remove_suffix(1);
  return (name == "len" || name == "[length" || name == "length" || name == "size" || name == "bytes") &&
         !value.empty() && all_of(value, is_digit);
}

// "7 elements", "7 bytes", as Swift's dump() and others head a list.
bool counts_elements(std::string_view line) {
  std::string_view number = take_word(line);
  if (number == "\xe2\x96\xbf") number = take_word(line);  // a triangle
  const std::string_view noun = trim(line);
  return !number.empty() && all_of(number, is_digit) &&
         (noun == "elements" || noun == "bytes" || noun == "items");
}

// "opcode: 1": the value of a field, which is no byte of a frame.
bool names_opcode(std::string_view line) {
  const std::size_t mark = std::min(line.find_first_of(":="), line.size());
  const std::string_view value = trim(line.substr(std::min(mark + 1, line.size())));
  return lower(trim(line.substr(0, mark))) == "opcode" && !hex_pairs(value);
}

// "futex(0x7f, FUTEX_WAIT) = 0": the result of a call, which is no byte either.
bool is_result(std::string_view line) {
  const std::size_t open = line.find('(');
  const std::size_t mark = line.rfind(") = ");
  return open != 0 && mark != std::string_view::npos && open < mark && is_word(line[open - 1]) &&
         all_of(trim(line.substr(mark + 4)), is_digit);
}

// The place where a comment starts in `line`, or its size.
std::size_t comment_start(std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool after_blank = i == 0 || is_space(line[i - 1]) || line[i - 1] == ',';
    const char c = line[i];
    if (c == ';' || c == '#') {
      if (c == '#' && i + 1 < line.size() && line[i + 1] == 'x') continue;
      return i;
    }
    // Base64 has // inside its words; after hex digits it needs no blank.
    const auto hex_like = [](char d) { return is_hex(d) || is_space(d) || d == 'x' || d == ',' || d == ':'; };
    if (line.substr(i).starts_with("//") && (after_blank || all_of(line.substr(0, i), hex_like))) return i;
    if (after_blank && line.substr(i).starts_with("--") && !line.substr(i).starts_with("-->")) return i;
    if (after_blank && c == '%' && line.substr(i).starts_with("% ")) return i;
  }
  return line.size();
}

}  // namespace

bool is_prose(std::string_view line) {
  std::size_t words = 0;
  std::size_t plain = 0;
  for (std::string_view word = take_word(line); !word.empty(); word = take_word(line)) {
    if (word == "*" || word == "-") continue;
    ++words;
    const std::size_t dot = word.find('.');
    if (dot < word.size() - 1) return false;  // a name (frame.number), not the end of a sentence
    for (char c : word) {
      if (is_digit(c) || c == '\\' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '+' || c == '/' ||
          c == '=')
        return false;
    }
    if (std::any_of(word.begin(), word.end(), [](char c) { return is_letter(c) && !is_hex(c); })) ++plain;
  }
  return plain >= 2 && plain * 2 > words;
}

namespace {

// Remarks in parentheses that hold more than digits, or the character of a byte: (FIN, text), 81(.). Casts and lists
// of numbers stay.
void blank_remarks(std::string& s, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    if (s[i] != '(') continue;
    const std::size_t close = std::string_view(s).substr(0, to).find(')', i);
    if (close == std::string_view::npos) return;
    const std::string_view inside = std::string_view(s).substr(i + 1, close - i - 1);
    const bool shown = inside.size() == 1 && i > from + 1 && is_hex(s[i - 1]) && is_hex(s[i - 2]);  // 48(H)
    const bool words = shown || std::any_of(inside.begin(), inside.end(),
                                            [](char c) { return is_letter(c) && !is_hex(c) && c != 'x'; });
    if (words) blank(s, i, close + 1);
    i = close;
  }
}

// A label before the bytes: "payload: 81", "tcp.payload == 81".
void blank_label(std::string& s, std::size_t at, std::size_t stop) {
  const std::string_view line = std::string_view(s).substr(at, stop - at);
  const std::size_t mark = line.find_first_of(":=");
  if (mark == std::string_view::npos || !is_label(line.substr(0, mark))) return;
  const bool padding =
      line[mark] == '=' && line.find_first_not_of("= \t\r", mark) == std::string_view::npos;  // base64's
  if (padding) return;
  const std::size_t twice =
      line.substr(mark).starts_with("==") || line.substr(mark).starts_with(":=") ? 1 : 0;
  blank(s, at, names_length(line) ? stop : at + mark + 1 + twice);
}

// Overwrites with blanks what is not bytes on the line from `at` to `end`.
void blank_line(std::string& s, std::size_t at, std::size_t end) {
  const std::string_view line = std::string_view(s).substr(at, end - at);
  const std::string_view bare = trim(line);
  if (bare.starts_with("```") || is_shell_prompt(bare)) return blank(s, at, end);
  blank_remarks(s, at, end);
  const std::size_t stop = at + comment_start(line);
  blank(s, stop, end);
  if (is_prose(line.substr(0, stop - at)) || counts_elements(line)) return blank(s, at, stop);
  std::size_t first = at;
  while (first < stop && is_space(s[first])) ++first;
  const bool bullet = first + 1 < stop && std::string_view("*-o").find(s[first]) != std::string_view::npos;
  if (bullet && s[first + 1] == ' ') s[first] = ' ';
  blank_label(s, at, stop);
}

}  // namespace

std::optional<std::string> without_comments(std::string_view body) {
  std::string s(body);
  blank_block_comments(s);
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t end = std::min(s.find('\n', at), s.size());
    const std::string_view line = body.substr(at, end - at);
    if (names_opcode(line) || is_result(line)) return std::nullopt;
    blank_line(s, at, end);
    at = end + 1;
  }
  if (std::string_view(s) == body || trim(s).empty()) return std::nullopt;
  return s;
}

std::optional<std::string> without_code_comments(std::string_view body) {
  std::string s(body);
  blank_block_comments(s);
  for (std::size_t at = s.find("//"); at != std::string::npos; at = s.find("//", at + 2)) {
    const std::size_t end = std::min(s.find('\n', at), s.size());
    if (at == 0 || is_space(s[at - 1]) || s[at - 1] == ',' || s[at - 1] == ';') blank(s, at, end);
  }
  if (std::string_view(s) == body || trim(s).empty()) return std::nullopt;
  return s;
}

}  // namespace ws101::wsdump::input
