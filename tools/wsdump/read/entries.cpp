// Every entry is stripped of what languages put around a number until the number is left.
#include "wsdump/read/entries.hpp"

#include <algorithm>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/literal.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kMostRepeated = 1 << 20;  // elements that gdb's <repeats N times> may stand for, in all

// How keys are written that count the elements. `name` says whether an identifier may stand in front: x[0] = 129.
struct KeyShape {
  std::string_view open, close, mark;
  bool name;
};
constexpr KeyShape kKeyShapes[] = {
    {"[", "]", "=>", false},   // PHP
    {"[", "]", "=", true},     // lldb; C, line by line
    {"[", "]", ":", true},     // debuggers
    {"\"", "\"", ":", false},  // JSON of a typed array
    {"", "", "=>", false},     // PHP, Ruby
    {"", "", "->", false},     // Scala
    {"", "", ":", false},      // consoles
};

std::string_view skip_name(std::string_view s) {
  std::size_t n = 0;
  while (n < s.size() && (is_word(s[n]) || s[n] == '.' || s[n] == '>' || (s[n] == '-' && n > 0))) ++n;
  return n == 0 || is_digit(s[0]) ? s : s.substr(n);
}

// Takes a key off; its number is left in `index`.
bool take_key(std::string_view& s, std::size_t& index) {
  for (const KeyShape& shape : kKeyShapes) {
    std::string_view rest = shape.name ? skip_name(s) : s;
    if (!rest.starts_with(shape.open)) continue;
    rest.remove_prefix(shape.open.size());
    const auto number = take_number(rest);
    if (!number || number->negative || number->digits.size() > 8 || !rest.starts_with(shape.close)) continue;
    rest = trim_left(rest.substr(shape.close.size()));
    if (!rest.starts_with(shape.mark)) continue;
    const unsigned base = number->base == 0 ? 10 : number->base;
    if (base == 10 && !all_of(number->digits, is_digit)) continue;
    index = 0;
    for (const char c : number->digits) index = index * base + static_cast<unsigned>(hex_value(c));
    s = trim_left(rest.substr(shape.mark.size()));
    return true;
  }
  return false;
}

bool is_type(std::string_view s) {
  return !s.empty() && is_letter(s[0]) &&
         all_of(s, [](char c) { return is_word(c) || c == ' ' || c == ':' || c == '*' || c == '.'; });
}

// (byte) 0x81, std::byte{0x81}, int(129), 0x81.toByte(), 129 as u8: true if something was taken off.
bool take_cast(std::string_view& s) {
  if (s.starts_with("(")) {
    const std::size_t close = s.find(')');
    if (close > 32) return false;  // or there is none
    const std::string_view inside = trim(s.substr(1, close - 1));
    if (close + 1 == s.size()) {
      s = inside;
    } else if (is_type(inside)) {
      s = trim_left(s.substr(close + 1));
    } else {
      return false;
    }
    return true;
  }
  if (s.ends_with(".toByte()")) {
    s = s.substr(0, s.size() - 9);
    return true;
  }
  if (const std::size_t as = s.rfind(" as "); as != std::string_view::npos && is_type(s.substr(as + 4))) {
    s = trim_right(s.substr(0, as));
    return true;
  }
  const std::size_t open = s.find_first_of("({");
  if (open == std::string_view::npos || open == 0 || !is_type(s.substr(0, open))) return false;
  if (s.back() != (s[open] == '(' ? ')' : '}')) return false;
  s = trim(s.substr(open + 1, s.size() - open - 2));
  return true;
}

// 'h', b'\0', \x88: the byte of a single character.
std::optional<std::uint8_t> character(std::string_view s) {
  if (s.starts_with("b'") || s.starts_with("L'") || s.starts_with("u'")) s.remove_prefix(1);
  if (s.size() > 2 && s[0] == '\'' && quoted_length(s) == s.size()) {
    s = s.substr(1, s.size() - 2);
  } else if (!s.starts_with("\\")) {
    return std::nullopt;
  }
  const auto literal = decode_literal(s, false);
  if (!literal || literal->bytes.size() != 1) return std::nullopt;
  return literal->bytes[0];
}

std::optional<std::size_t> count_in(std::string_view s) {
  s = trim(s);
  std::size_t n = 0;
  while (n < s.size() && is_digit(s[n])) ++n;
  if (n == 0 || n > 9) return std::nullopt;
  return static_cast<std::size_t>(decimal(s.substr(0, n)));
}

// "buffer: ArrayBuffer(11)", "[[Prototype]]: Object", "length: 11", "type": "Buffer".
bool is_property(std::string_view s) {
  const std::size_t colon = s.find(':');
  const std::string_view name = trim(s.substr(0, colon));
  return colon != std::string_view::npos && s.substr(colon, 2) != "::" && !name.empty() &&
         !is_digit(name[0]) && all_of(name, [](char c) {
           return is_word(c) || std::string_view("[]().<>$\" ").find(c) != std::string_view::npos;
         });
}

class EntryReader {
 public:
  EntryReader(std::string_view inside, List& list) : s_(inside), list_(list) {}

  bool run() {
    separator_ = find_separator();
    while (!(s_ = trim_left(s_)).empty()) {
      const std::string_view entry = take_entry();
      if (!entry.empty() && !take(entry)) return false;
    }
    return !list_.elements.empty();
  }

 private:
  // What sets entries apart: see read_entries().
  char find_separator() const {
    bool semicolon = false;
    bool keys = false;
    for (std::size_t i = 0; i < s_.size(); ++i) {
      const char c = s_[i];
      if (c == ',') return ',';
      semicolon |= c == ';';
      keys |= c == '=' || c == ':';
      if (const std::size_t skipped = bracket_or_quote(s_.substr(i)); skipped > 1) i += skipped - 1;
    }
    return semicolon ? ';' : keys && contains(s_, "\n") ? '\n' : ' ';
  }

  // The length of a bracketed or quoted piece at the start, 1 if there is none; all of an open bracket's.
  static std::size_t bracket_or_quote(std::string_view s) {
    if (s[0] == '\'' || s[0] == '"')
      return std::max<std::size_t>(quoted_length(s.substr(0, kLongestEntry)), 1);
    if (s[0] != '(' && s[0] != '[' && s[0] != '{') return 1;
    const std::size_t close = closing_bracket(s.substr(0, kLongestEntry));
    return close == std::string_view::npos ? s.size() : close + 1;
  }

  bool at_separator(std::size_t i) const {
    const char c = s_[i];
    if (separator_ == ' ') return is_space(c);
    if (separator_ == '\n' && c == '\n') {  // PHP puts the value on the line behind its key
      const std::string_view before = trim_right(s_.substr(0, i));
      return !before.ends_with("=>") && !before.ends_with("=");
    }
    return c == separator_;
  }

  std::string_view take_entry() {
    std::size_t i = 0;
    while (i < s_.size() && !at_separator(i)) i += bracket_or_quote(s_.substr(i));
    const std::string_view entry = trim(s_.substr(0, i));
    s_.remove_prefix(std::min(i + 1, s_.size()));
    return entry;
  }

  bool take(std::string_view entry) {
    if (entry.starts_with("...") || entry.ends_with("...")) return dots(entry);
    if (list_.truncated && entry.starts_with("[")) return true;
    std::string_view s = entry;
    std::size_t index = 0;
    if (take_key(s, index)) {
      if (list_.elements.empty() && (index <= 1 || entry[0] == '[')) first_key_ = index;
      if (index != list_.elements.size() + first_key_) return false;
      list_.keyed = true;
    } else if (list_.keyed || is_property(s)) {
      list_.properties = true;
      return is_property(s);
    } else if (is_header(s) || is_declaration(s)) {
      return true;
    }
    return value(s, entry);
  }

  // "Uint8Array(11)" above the numbered elements, perhaps with some of them behind it.
  bool is_header(std::string_view s) {
    const std::size_t open = s.find('(');
    if (separator_ != '\n' || open == std::string_view::npos || open == 0 || !is_letter(s[0])) return false;
    const auto count = count_in(s.substr(open + 1));
    const std::size_t close = s.find(')', open);
    if (!count || close == std::string_view::npos) return false;
    const std::string_view behind = trim(s.substr(close + 1));
    if (!behind.empty() && behind[0] != '[') return false;
    if (!list_.stated) list_.stated = *count;
    return true;
  }

  // "char frame[7]" above its assignments.
  bool is_declaration(std::string_view s) {
    const std::size_t open = s.find('[');
    if (separator_ != ';' || !list_.elements.empty() || !s.ends_with(']') || open == std::string_view::npos)
      return false;
    list_.stated = count_in(s.substr(open + 1));
    return is_type(s.substr(0, open)) && contains(s.substr(0, open), " ");
  }

  // "...", "... 28 more items", "2 more..."
  bool dots(std::string_view entry) {
    if (entry.starts_with("[") && entry.ends_with("]")) return true;
    if (list_.elements.empty()) return false;
    list_.truncated = true;
    const auto count = count_in(entry.starts_with("...") ? entry.substr(3) : entry);
    if (count && contains(entry, " more")) list_.more = std::to_string(*count) + " more bytes";
    return entry == "..." || contains(entry, "more");
  }

  bool value(std::string_view s, std::string_view entry) {
    while (take_cast(s)) list_.marked = true;
    if (const auto byte = character(s)) return add({{}, byte, entry}, 1);
    if (s.size() > 4 && (s[0] == '"' || s[0] == '\'') && s.back() == s[0] && s[1] == '0') {
      s = s.substr(1, s.size() - 2);  // ['0x81', '0x85']: numbers turned into strings
    } else if (s.size() > 1 && s[0] == '"' && quoted_length(s) == s.size()) {
      return text(s.substr(1, s.size() - 2), entry);
    }
    const auto number = take_number(s);
    if (!number) return false;
    list_.marked |= number->negative;
    s = trim(s);
    std::size_t times = 1;
    if (s.starts_with("'") && character(s)) {  // gdb prints 129 '\201'
      s = {};
    } else if (s.starts_with("<repeats ")) {
      times = count_in(s.substr(9)).value_or(0);
      s = s.ends_with(" times>") ? std::string_view{} : s;
    }
    return s.empty() && add({*number, {}, entry}, times);
  }

  // Erlang: <<129,5,"Hello">>
  bool text(std::string_view content, std::string_view entry) {
    const auto literal = decode_literal(content, true);
    if (!literal || list_.elements.empty()) return false;
    for (const std::uint8_t byte : literal->bytes) add({{}, byte, entry}, 1);
    return true;
  }

  bool add(const Element& element, std::size_t times) {
    repeated_ += times - 1;
    if (times == 0 || repeated_ > kMostRepeated) return false;
    list_.elements.insert(list_.elements.end(), times, element);
    return true;
  }

  static constexpr std::size_t kLongestEntry = 4096;

  std::string_view s_;
  List& list_;
  char separator_ = ',';
  std::size_t first_key_ = 0;
  std::size_t repeated_ = 0;
};

}  // namespace

std::size_t closing_bracket(std::string_view s) {
  std::string open;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const char c = s[i];
    if (c == '\\') {
      ++i;
    } else if (c == '"' || c == '\'') {
      const std::size_t length = quoted_length(s.substr(i));
      if (length > 1) i += length - 1;
    } else if (c == '(' || c == '[' || c == '{') {
      open += c == '(' ? ')' : c == '[' ? ']' : '}';
    } else if (c == ')' || c == ']' || c == '}') {
      if (open.empty() || open.back() != c) return std::string_view::npos;
      open.pop_back();
      if (open.empty()) return i;
    }
  }
  return std::string_view::npos;
}

bool read_entries(std::string_view inside, List& list) {
  return EntryReader(inside, list).run();
}

}  // namespace ws101::wsdump::input
