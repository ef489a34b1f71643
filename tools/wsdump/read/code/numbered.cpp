// Bytes with keys that count them: line by line in C, in a debugger's watch window, in a console, as JSON or a map.
//
// A key is the next number with a sign behind it, wherever it stands; names and types around it are passed over.
#include <algorithm>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/code/entries.hpp"
#include "wsdump/read/code/list.hpp"
#include "wsdump/read/code/literal.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kLeast = 2;         // elements
constexpr std::size_t kLeastBare = 3;     // with keys that are numbers alone: two may be a time of the day
constexpr std::size_t kMostWrappers = 4;  // around one value: (byte), int(, {byte}
constexpr std::size_t kLongestWrapper = 40;

// Takes a key off: [0] = , [0x1]:, "0": , 0 => , 0 -> , [0]<tab>, 0<tab>. Its number is left in `index`.
bool take_key(std::string_view& s, std::size_t& index) {
  std::string_view rest = s;
  const char open = rest[0] == '[' || rest[0] == '"' ? rest[0] : '\0';
  if (open != 0) rest.remove_prefix(1);
  const auto number = take_number(rest);
  if (!number || number->negative || number->digits.size() > 8) return false;
  if (open != 0 && !rest.starts_with(open == '[' ? "]" : "\"")) return false;
  if (open != 0) rest.remove_prefix(1);
  const unsigned base = number->base == 0 ? 10 : number->base;
  if (base == 10 && !all_of(number->digits, is_digit)) return false;
  const std::string_view sign = rest.substr(std::min(rest.find_first_not_of(" \t"), rest.size()));
  const std::size_t blanks = rest.size() - sign.size();
  std::size_t length = 0;
  for (const std::string_view mark : {"=>", "->", "=", ":"}) {
    if (length == 0 && sign.starts_with(mark)) length = mark.size();
  }
  const bool column = blanks > 0 && (open == '[' || rest[0] == '\t');
  if (length == 0 && !column) return false;
  index = 0;
  for (const char c : number->digits) index = index * base + static_cast<unsigned>(hex_value(c));
  s = trim_left(sign.substr(length));
  return true;
}

// Takes a value off: a number or a character, in any cast.
std::optional<Element> take_value(std::string_view& s) {
  for (std::size_t i = 0; i < kMostWrappers && !s.empty(); ++i) {
    const std::string_view written = s;
    if (const auto number = take_number(s)) return Element{*number, {}, written};
    if (s[0] == '\'') {
      const std::size_t length = quoted_length(s.substr(0, kLongestWrapper));
      const auto byte = character(s.substr(0, length));
      if (!byte) return std::nullopt;
      s.remove_prefix(length);
      return Element{{}, byte, written};
    }
    // (byte) 129, {byte} 129, (129), int(129)
    const std::size_t open = s.substr(0, kLongestWrapper).find_first_of("({");
    if (open == std::string_view::npos ||
        !all_of(s.substr(0, open), [](char c) { return is_word(c) || c == ':'; }))
      return std::nullopt;
    const std::size_t close = s.substr(0, kLongestWrapper).find_first_of(")}", open);
    const std::string_view inside = s.substr(open + 1, close - open - 1);
    const bool type = close != std::string_view::npos && !inside.empty() && is_letter(inside[0]);
    s = trim_left(s.substr(type ? close + 1 : open + 1));
  }
  return std::nullopt;
}

}  // namespace

void read_numbered(const Text& text, Findings& findings) {
  List list;
  std::size_t next = 0;
  bool bare = false;
  const auto enough = [&] { return list.elements.size() >= (bare ? kLeastBare : kLeast); };
  for (std::string_view s = text.body; !s.empty();) {
    const bool inside_word = s.data() != text.body.data() && is_word(s.data()[-1]) && s[0] != '[';
    std::string_view rest = s;
    std::size_t index = 0;
    if (inside_word || !(is_digit(s[0]) || s[0] == '[' || s[0] == '"') || !take_key(rest, index)) {
      s.remove_prefix(1);
      continue;
    }
    if (index != next || list.elements.empty()) {
      if (enough()) break;
      list.elements.clear();  // what came before was something else
      next = index;
      bare = is_digit(s[0]);
    }
    const auto value = bare && index > 1 && list.elements.empty() ? std::nullopt : take_value(rest);
    if (!value) {
      s.remove_prefix(1);
      continue;
    }
    list.elements.push_back(*value);
    ++next;
    s = rest;
    // A second value behind the first: the numbers count lines, not bytes.
    rest = s.substr(std::min(s.find_first_not_of(" \t"), s.size()));
    std::string_view probe = rest;
    if (rest.size() < s.size() && take_number(probe) && !take_key(rest, index)) return;
  }
  if (list.elements.size() >= kLeast) add_list(list, "keyed-list", text.body, findings);
}

}  // namespace ws101::wsdump::input
