// Every entry is stripped of what languages put around a number until the number is left.
#include "wsdump/read/code/entries.hpp"

#include <algorithm>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/code/literal.hpp"

namespace ws101::wsdump::input {

std::optional<std::size_t> count_in(std::string_view s) {
  s = trim(s);
  std::size_t n = 0;
  while (n < s.size() && is_digit(s[n])) ++n;
  if (n == 0 || n > 9) return std::nullopt;
  return static_cast<std::size_t>(decimal(s.substr(0, n)));
}

namespace {

constexpr std::size_t kMostRepeated = 1 << 20;  // elements that gdb's <repeats N times> may stand for, in all

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
    for (std::size_t i = 0; i < s_.size(); ++i) {
      if (s_[i] == ',') return ',';
      semicolon |= s_[i] == ';';
      if (const std::size_t skipped = bracket_or_quote(s_.substr(i)); skipped > 1) i += skipped - 1;
    }
    return semicolon ? ';' : ' ';
  }

  // The length of a bracketed or quoted piece at the start, 1 if there is none; all of an open bracket's.
  static std::size_t bracket_or_quote(std::string_view s) {
    if (s[0] == '\'' || s[0] == '"')
      return std::max<std::size_t>(quoted_length(s.substr(0, kLongestEntry)), 1);
    if (s[0] != '(' && s[0] != '[' && s[0] != '{') return 1;
    const std::size_t close = closing_bracket(s.substr(0, kLongestEntry));
    return close == std::string_view::npos ? s.size() : close + 1;
  }

  bool at_separator(std::size_t i) const { return separator_ == ' ' ? is_space(s_[i]) : s_[i] == separator_; }

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
    if (is_property(entry)) return true;
    return value(entry, entry);
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
    for (std::string_view outer = s; take_cast(s); outer = s)
      list_.marked |= outer[0] != '(' || (outer.size() > 1 && is_letter(outer[1]));  // "(7)" is no cast
    if (const auto byte = character(s)) {
      list_.marked |= separator_ == ',' && s[0] == '\'';
      return shows_last(*byte) || add({{}, byte, entry}, 1);
    }
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

  // 0x81 '\\201': the character beside its number, as debuggers print it.
  bool shows_last(std::uint8_t byte) {
    if (separator_ != ' ' || list_.elements.empty() || list_.elements.back().byte) return false;
    const bool shown = to_byte(list_.elements.back().number, 10) == byte;
    list_.marked |= shown;
    return shown;
  }

  // Erlang: <<129,5,"Hello">>
  bool text(std::string_view content, std::string_view entry) {
    const auto literal = decode_literal(content, true);
    if (!literal || (list_.elements.empty() && !list_.binary)) return false;
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
  std::size_t repeated_ = 0;
};

}  // namespace

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

std::size_t closing_bracket(std::string_view s) {
  std::string open;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const char c = s[i];
    if (c == '\\') {
      ++i;
    } else if (is_quote(c)) {
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
