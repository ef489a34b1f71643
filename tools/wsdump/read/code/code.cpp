// One parser for many languages: names and punctuation are skipped, brackets and strings are kept.
#include "wsdump/read/code/code.hpp"

#include <algorithm>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/code/literal.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kMostWords = 24;  // a declaration is short; prose is not
constexpr std::size_t kDeepest = 8;     // brackets inside brackets
constexpr std::size_t kLongestRemark = 80;
constexpr std::size_t kLongestSingle = 6;  // [0x81]: a byte in brackets of its own
constexpr std::string_view kPunctuation = "=:;,*&.<>!?#|~%+\\/-@`";
constexpr std::string_view kEncodings[] = {"hex", "base64", "base64url", "latin1", "binary", "ascii", "utf8"};

bool names_a_length(std::string_view word) {
  const std::string w = lower(word);
  return contains(w, "len") || contains(w, "size") || contains(w, "count") || contains(w, "cap") ||
         w == "bytes";
}

class Walker {
 public:
  explicit Walker(std::string_view text) : begin_(text.data()) {}

  bool walk(std::string_view s, std::size_t depth) {
    if (depth > kDeepest) return false;
    for (s = trim_left(s); !s.empty(); s = trim_left(s)) {
      if (!token(s, depth)) return false;
    }
    return true;
  }

  Code code;

 private:
  // Takes the token at the start of `s` off it.
  bool token(std::string_view& s, std::size_t depth) {
    const char c = s[0];
    if (c == '"' || c == '\'' || c == '`') return string(s);
    if (s.starts_with("...")) {
      code.truncated |= code.literals > 0;
      s.remove_prefix(3);
      return code.literals + code.lists.size() > 0;
    }
    if (c == '<') {
      if (angle(s)) return true;
      if (++code.words > kMostWords) return false;  // each time its end is sought in the whole text
    }
    if (c == '[' || c == '(' || c == '{') return bracket(s, depth);
    apart_ |= is_digit(c);
    if (is_digit(c)) return number(s);
    if (is_letter(c) || c == '_' || c == '$') return word(s);
    if (kPunctuation.find(c) == std::string_view::npos) return false;
    code.joined |= c == '+' || s.starts_with("..");
    apart_ |= c == ',';
    s.remove_prefix(1);
    if (c == '=' || c == ';') behind_word_ = false;
    return true;
  }

  bool word(std::string_view& s) {
    std::size_t n = 1;
    while (n < s.size() && (is_word(s[n]) || s[n] == '$' || s[n] == '!')) ++n;
    word_ = s.substr(0, n);
    s.remove_prefix(n);
    behind_word_ = true;
    code.javascript |= word_ == "Uint8Array" || word_ == "Buffer";
    return n <= 64 && ++code.words <= kMostWords;
  }

  // Outside brackets only lengths are numbers: "len: 7", "unsigned int x_len = 11;", and the one behind a string.
  bool number(std::string_view& s) {
    std::size_t n = 0;
    while (n < s.size() && is_word(s[n])) ++n;
    const std::string_view digits = s.substr(0, n);
    s.remove_prefix(n);
    if (digits.size() <= 9 && all_of(digits, is_digit)) {
      if (names_a_length(word_)) {
        code.stated = decimal(digits);
        return true;
      }
      if (code.literals > 0) return true;
    }
    ++code.top_numbers;
    return true;
  }

  bool string(std::string_view& s) {
    const std::size_t length = quoted_length(s);
    if (length == 0) return false;
    const char quote = s[0];
    const std::string_view inner = s.substr(1, length - 2);
    s.remove_prefix(length);
    const std::string prefix = behind_word_ ? lower(word_) : std::string();
    behind_word_ = false;
    code.json_buffer |= inner == "Buffer";
    const std::string_view behind = trim_left(s);
    if (quote != '`' && behind.starts_with(":") && !behind.starts_with("::") && code.literals == 0) {
      word_ = inner;  // a key
      return true;
    }
    if (code.literals > 0 &&
        std::find(std::begin(kEncodings), std::end(kEncodings), inner) != std::end(kEncodings)) {
      code.encoding = inner == "base64url" ? "base64" : inner;
      return true;
    }
    code.python |= prefix == "b";
    const std::size_t times = take_repeats(s);
    if (times == 0) return false;
    for (std::size_t i = 0; i < times; ++i) code.strings += inner;
    if (const auto literal = decode_literal(inner, true)) {
      code.shortest = std::min(code.shortest, literal->bytes.size());
      for (const std::uint8_t byte : literal->bytes) code.pieces.elements.push_back({{}, byte, inner});
    }
    code.listed |= code.literals > 0 && apart_;
    apart_ = false;
    if (code.literals++ > 0) code.spaced += ' ';
    code.spaced += inner;
    return true;
  }

  // gdb: '\000' <repeats 200 times>
  static std::size_t take_repeats(std::string_view& s) {
    constexpr std::string_view kBegin = " <repeats ";
    constexpr std::size_t kMost = 1 << 16;
    if (!s.starts_with(kBegin)) return 1;
    const std::size_t end = s.find(" times>");
    const std::string_view digits = s.substr(kBegin.size(), end - kBegin.size());
    if (end == std::string_view::npos || digits.empty() || digits.size() > 6 || !all_of(digits, is_digit))
      return 0;
    s.remove_prefix(end + 7);
    return decimal(digits) <= kMost ? static_cast<std::size_t>(decimal(digits)) : 0;
  }

  // <Buffer 81 85>, <8185 37fa>, <<129,133>>; a template's arguments are passed over.
  bool angle(std::string_view& s) {
    if (s.starts_with("<<")) {
      const std::size_t end = s.find(">>");
      List list;
      list.binary = true;
      if (end == std::string_view::npos || !read_entries(s.substr(2, end - 2), list)) return false;
      return add(std::move(list), 'E', s, end + 2);
    }
    const std::size_t end = s.find('>');
    if (end == std::string_view::npos) return false;
    std::string_view inside = trim(s.substr(1, end - 1));
    const bool buffer = inside.starts_with("Buffer ") || inside.starts_with("SlowBuffer ");
    if (buffer) inside = trim(inside.substr(inside.find(' ')));
    if (buffer || (!inside.empty() && is_hex(inside[0]) &&
                   (inside.size() < 3 || is_hex(inside[2]) || inside[2] == ' '))) {
      code.hex.push_back(inside);
      code.brackets += buffer ? 'B' : '<';
      s.remove_prefix(end + 1);
      return true;
    }
    if (!behind_word_ || inside.empty() || end > kLongestRemark) return false;
    // std::array<std::uint8_t, 7>
    std::size_t depth = 0;
    for (std::size_t i = 0; i < std::min(s.size(), kLongestRemark); ++i) {
      if (s[i] == '<') ++depth;
      if (s[i] == '>' && --depth == 0) {
        s.remove_prefix(i + 1);
        return true;
      }
    }
    return false;
  }

  bool add(List list, char bracket, std::string_view& s, std::size_t length) {
    const bool character =
        find_ignoring_case(word_, "chr") != std::string_view::npos || word_ == "fromCharCode";
    code.fields |= is_key({begin_, static_cast<std::size_t>(s.data() - begin_)}, list.elements.size());
    code.joined |= bracket == '(' && behind_word_ && character;
    code.pieces.elements.insert(code.pieces.elements.end(), list.elements.begin(), list.elements.end());
    code.lists.push_back(std::move(list));
    code.brackets += bracket;
    s.remove_prefix(length);
    behind_word_ = false;
    return true;
  }

  bool bracket(std::string_view& s, std::size_t depth) {
    const std::size_t close = closing_bracket(s);
    if (close == std::string_view::npos) return open_end(s);
    std::string_view inside = trim(s.substr(1, close - 1));
    if (inside.size() > 1 && inside.starts_with('|') && inside.ends_with('|'))  // F#: [|129uy; 5uy|]
      inside = inside.substr(1, inside.size() - 2);
    const char kind = s[0];
    if (inside.empty() || dimension(inside, s.substr(close + 1), kind)) {
      s.remove_prefix(close + 1);
      return true;
    }
    List list;
    if (read_entries(inside, list)) return add(std::move(list), kind, s, close + 1);
    s.remove_prefix(close + 1);
    behind_word_ = false;
    // {length = 11, bytes = 0x818537fa 213d}, as Apple describes data
    if (const std::size_t at = inside.find("bytes = 0x"); kind == '{' && at != std::string_view::npos) {
      code.hex.push_back(inside.substr(at + 10));
      code.brackets += '<';
      return true;
    }
    const bool remark =
        inside.size() <= kLongestRemark && inside.find_first_of("\"'`,[{") == std::string_view::npos &&
        std::any_of(inside.begin(), inside.end(), [](char c) { return is_letter(c) && !is_hex(c); });
    return remark ? ++code.words <= kMostWords : walk(inside, depth + 1);
  }

  // A list that was cut: "[129, 5, 72, ..." without its end.
  bool open_end(std::string_view& s) {
    if (!trim_right(s).ends_with("...")) return false;
    List list;
    if (!read_entries(s.substr(1), list) || !list.truncated) return false;
    return add(std::move(list), s[0], s, s.size());
  }

  // x[11], Uint8Array(11), [11]byte, [u8; 11]: a count; its elements follow.
  bool dimension(std::string_view inside, std::string_view behind, char kind) {
    if (kind == '{') return false;
    // Pascal: array[0..6]
    if (contains(inside, "..") && all_of(inside, [](char c) { return is_digit(c) || c == '.'; })) return true;
    if (const std::size_t semicolon = inside.find(';'); semicolon != std::string_view::npos) {
      const bool type = is_letter(inside[0]) && kind == '[';
      inside = type ? trim(inside.substr(semicolon + 1)) : std::string_view{};
    }
    if (inside.empty() || inside.size() > 9 || !all_of(inside, is_digit)) return false;
    const std::string_view next = trim_left(behind);
    if (code.words == 0 && next.starts_with("[") && contains(next.substr(0, kLongestSingle), "]"))
      return false;
    while (!behind.empty() && (behind[0] == ' ' || behind[0] == '\t')) behind.remove_prefix(1);
    const bool counted =
        behind.empty() ? !code.lists.empty() || word_ == "ArrayBuffer"
                       : std::string_view("=[{(:<\n\"").find(behind[0]) != std::string_view::npos ||
                             (is_letter(behind[0]) && kind == '[') || (behind[0] == ')' && behind_word_);
    if (counted) code.stated = decimal(inside);
    return counted;
  }

  const char* const begin_;  // of the whole text
  std::string_view word_;    // the last name
  bool behind_word_ = false;
  bool apart_ = false;  // a comma or a number stands behind the last string
};

}  // namespace

bool is_key(std::string_view before, std::size_t bytes) {
  constexpr std::size_t kFar = 32;  // from the name to the list
  const std::string name = lower(before.substr(before.size() - std::min(before.size(), kFar)));
  const std::size_t at = name.rfind("mask");
  return bytes == 4 && at != std::string::npos && !name.substr(at).starts_with("masked") &&
         name.find_first_of(",;\n01", at) == std::string::npos;  // not "mask=0 [129, 2, 104, 105]"
}

std::optional<Code> read_code(std::string_view text) {
  Walker walker(text);
  if (!walker.walk(text, 0)) return std::nullopt;
  return std::move(walker.code);
}

}  // namespace ws101::wsdump::input
