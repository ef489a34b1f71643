// One number, in any notation that a language or a debugger has for it.
#include <algorithm>

#include "wsdump/read/cells/cells.hpp"
#include "wsdump/read/characters.hpp"

namespace ws101::wsdump::input {
namespace {

struct Prefix {
  std::string_view text;
  std::uint8_t base;
};
constexpr Prefix kPrefixes[] = {{"0x", 16}, {"0X", 16}, {"&H", 16}, {"&h", 16}, {"#x", 16}, {"16#", 16},
                                {"0o", 8},  {"0b", 2},  {"0B", 2},  {"$", 16},  {"x", 16},  {"X", 16}};
constexpr std::string_view kTypes[] = {"u8", "_u8", "i8", "_i8", "UL", "ul", "n", "L", "u", "U", "y", "uy"};

std::size_t count_digits(std::string_view s, unsigned base) {
  std::size_t n = 0;
  while (n < s.size() && (s[n] == '_' ? n > 0 && n + 1 < s.size() && is_hex(s[n + 1])
                                      : is_hex(s[n]) && static_cast<unsigned>(hex_value(s[n])) < base)) {
    ++n;
  }
  return n;
}

bool goes_on(std::string_view s) {
  return !s.empty() && is_word(s[0]);
}

}  // namespace

std::optional<Number> take_number(std::string_view& s) {
  std::string_view rest = s;
  Number number;
  if (rest.starts_with("-") || rest.starts_with("+")) {
    number.negative = rest[0] == '-';
    rest.remove_prefix(1);
  }
  for (const Prefix& prefix : kPrefixes) {
    if (!rest.starts_with(prefix.text)) continue;
    const std::string_view behind = rest.substr(prefix.text.size());
    const std::size_t n = count_digits(behind, prefix.base);
    // 0b10 is two hex digits twice as well; a binary number that is meant has nothing but 0 and 1.
    if (n == 0 || (n < behind.size() && is_hex(behind[n]) && prefix.base == 2)) continue;
    number.base = prefix.base;
    rest = behind;
    break;
  }
  number.digits = rest.substr(0, count_digits(rest, number.base == 0 ? 16 : number.base));
  if (number.digits.empty()) return std::nullopt;
  rest.remove_prefix(number.digits.size());
  if (number.base == 0 && (rest.starts_with("h") || rest.starts_with("H")) && !goes_on(rest.substr(1))) {
    number.base = 16;
    rest.remove_prefix(1);
    if (number.digits.size() == 3 && number.digits[0] == '0') number.digits.remove_prefix(1);  // 0FAh
  }
  if (goes_on(rest)) {
    const auto type = std::find_if(std::begin(kTypes), std::end(kTypes), [&](std::string_view t) {
      return rest.starts_with(t) && !goes_on(rest.substr(t.size()));
    });
    if (type == std::end(kTypes)) return std::nullopt;
    rest.remove_prefix(type->size());
  }
  s = rest;
  return number;
}

bool is_sign_extended(const Number& number) {
  const std::string_view d = number.digits;
  return (number.base == 16 || number.base == 0) && (d.size() == 8 || d.size() == 16) &&
         std::all_of(d.begin(), d.end() - 2, [](char c) { return lower(c) == 'f'; }) &&
         hex_value(d[d.size() - 2]) >= 8;
}

std::optional<std::uint8_t> to_byte(const Number& number, unsigned bare) {
  const unsigned base = number.base != 0 ? number.base : bare;
  std::string_view digits = number.digits;
  if (base == 16 && is_sign_extended(number)) digits.remove_prefix(digits.size() - 2);
  unsigned value = 0;
  for (const char c : digits) {
    if (c == '_') continue;
    const auto digit = static_cast<unsigned>(hex_value(c));
    if (digit >= base) return std::nullopt;
    value = value * base + digit;
    if (value > 255) return std::nullopt;
  }
  if (number.negative && value > 128) return std::nullopt;
  return static_cast<std::uint8_t>(number.negative ? 256 - value : value);
}

std::optional<std::vector<std::uint8_t>> hex_pairs(std::string_view s) {
  s = trim(s);
  std::vector<std::uint8_t> bytes;
  while (!s.empty()) {
    if (s.starts_with("0x") || s.starts_with("0X")) s.remove_prefix(2);
    if (s.size() < 2 || !is_hex(s[0]) || !is_hex(s[1])) return std::nullopt;
    bytes.push_back(static_cast<std::uint8_t>(hex_value(s[0]) << 4 | hex_value(s[1])));
    s.remove_prefix(2);
    if (!s.empty() && (s[0] == ':' || s[0] == '-' || s[0] == ',')) s.remove_prefix(1);
    s = trim_left(s);
  }
  if (bytes.empty()) return std::nullopt;
  return bytes;
}

std::string set_apart(std::string_view s) {
  const bool extended = s.starts_with("ffffff") || s.starts_with("FFFFFF");
  const std::size_t wide = is_sign_extended({s.substr(0, 16), 16, false}) ? 16 : 8;
  std::string out;
  bool apart = false;
  std::size_t digits = 0;  // of the number so far
  for (std::size_t i = 0; i < s.size(); ++i) {
    const std::string_view next = s.substr(i, wide);
    const bool sign = extended && digits != 1 && is_hex(next.back()) && is_sign_extended({next, 16, false});
    if (digits > 0 && is_hex(s[i]) && (sign || next.starts_with("0x") || (extended && digits > 1))) {
      out += ' ';
      apart = true;
      digits = 0;
    }
    const bool high = digits == 0 && hex_value(s[i]) > 7 && next.size() > 1 && is_hex(next[1]);
    if (extended && high && !sign) return {};  // a signed char would have been extended
    digits = is_hex(s[i]) ? digits + (sign ? wide : 1) : 0;
    out += next.substr(0, sign ? wide : 1);
    if (sign) i += wide - 1;
  }
  return apart ? out : std::string();
}

}  // namespace ws101::wsdump::input
