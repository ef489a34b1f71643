// Character classes and numbers for the recognisers of text formats. ASCII only, independent of the locale.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "text/hex.hpp"

namespace ws101::wsdump::input {

// The value of a hexadecimal digit, or -1.
constexpr std::array<signed char, 256> make_hex_values() {
  std::array<signed char, 256> table{};
  for (auto& entry : table) entry = -1;
  for (unsigned i = 0; i < 10; ++i) table['0' + i] = static_cast<signed char>(i);
  for (unsigned i = 0; i < 6; ++i) table['a' + i] = table['A' + i] = static_cast<signed char>(10 + i);
  return table;
}
inline constexpr auto kHexValues = make_hex_values();

constexpr int hex_value(char c) {
  return kHexValues[static_cast<unsigned char>(c)];
}
constexpr bool is_hex(char c) {
  return hex_value(c) >= 0;
}
constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_octal(char c) {
  return c >= '0' && c <= '7';
}
constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_word(char c) {
  return is_letter(c) || is_digit(c) || c == '_';
}
constexpr bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
constexpr bool is_quote(char c) {
  return c == '"' || c == '\'';
}
constexpr bool is_printable(char c) {
  return c >= 0x20 && c < 0x7f;
}
constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

constexpr std::string_view trim_left(std::string_view s) {
  while (!s.empty() && is_space(s.front())) s.remove_prefix(1);
  return s;
}
constexpr std::string_view trim_right(std::string_view s) {
  while (!s.empty() && is_space(s.back())) s.remove_suffix(1);
  return s;
}
constexpr std::string_view trim(std::string_view s) {
  return trim_left(trim_right(s));
}

template <typename Predicate>
constexpr bool all_of(std::string_view s, Predicate predicate) {
  for (char c : s) {
    if (!predicate(c)) return false;
  }
  return true;
}

// The value of decimal digits; of at most 19, so that it fits.
constexpr std::uint64_t decimal(std::string_view digits) {
  std::uint64_t value = 0;
  for (char d : digits) value = value * 10 + static_cast<std::uint64_t>(d - '0');
  return value;
}

constexpr bool contains(std::string_view s, std::string_view what) {
  return s.find(what) != std::string_view::npos;
}

// Whether `s` begins with one of the words, which | sets apart.
constexpr bool starts_with_one(std::string_view s, std::string_view words) {
  while (!words.empty()) {
    const std::size_t n = std::min(words.find('|'), words.size());
    if (s.starts_with(words.substr(0, n))) return true;
    words.remove_prefix(std::min(n + 1, words.size()));
  }
  return false;
}

inline std::string lower(std::string_view s) {
  std::string out(s);
  for (char& c : out) c = lower(c);
  return out;
}

// Where `small`, in lower case, occurs in any case; npos: nowhere.
inline std::size_t find_ignoring_case(std::string_view text, std::string_view small) {
  const auto at = std::search(text.begin(), text.end(), small.begin(), small.end(),
                              [](char a, char b) { return lower(a) == b; });
  return at == text.end() ? std::string_view::npos : static_cast<std::size_t>(at - text.begin());
}

// Takes the next line off `rest`, without its line end.
constexpr std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

// The same with its line end, which the last line may lack. `rest` must not be empty.
constexpr std::string_view take_whole_line(std::string_view& rest) {
  const std::size_t size = std::min(rest.find('\n'), rest.size() - 1) + 1;
  const std::string_view line = rest.substr(0, size);
  rest.remove_prefix(size);
  return line;
}

// The next word of `rest`, separated by blanks; empty at the end.
constexpr std::string_view take_word(std::string_view& rest) {
  rest = trim_left(rest);
  std::size_t n = 0;
  while (n < rest.size() && !is_space(rest[n])) ++n;
  const std::string_view word = rest.substr(0, n);
  rest.remove_prefix(n);
  return word;
}

}  // namespace ws101::wsdump::input
