// One table of escapes serves all languages.
#include "wsdump/read/code/literal.hpp"

#include <array>
#include <utility>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/clean_text.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::pair<char, char> kControls[] = {{'n', '\n'}, {'r', '\r'}, {'t', '\t'}, {'a', '\a'},
                                               {'b', '\b'}, {'f', '\f'}, {'v', '\v'}, {'e', '\x1b'}};
constexpr std::string_view kThemselves = "\\\"'`?/$@#";

class Decoder {
 public:
  Decoder(std::string_view content, bool utf8, bool decimal) : s_(content), utf8_(utf8), decimal_(decimal) {}

  std::optional<Literal> run() {
    out_.bytes.reserve(s_.size() / 2);
    while (!s_.empty()) {
      if (s_[0] == '\\' ? !escape() : !character()) return std::nullopt;
    }
    return std::move(out_);
  }

 private:
  bool put(char32_t value) {
    out_.bytes.push_back(static_cast<std::uint8_t>(value));
    return value <= 0xff;
  }

  bool put_point(char32_t value) {
    if (value < 0x80) return put(value);
    out_.code_points = true;
    if (!utf8_) return put(value);
    std::string encoded;
    append_utf8(encoded, value);
    for (const char c : encoded) put(static_cast<unsigned char>(c));
    return true;
  }

  bool character() {
    const CodePoint point = decode_utf8(s_.substr(0, 4));
    if (point.length == 0) return false;
    s_.remove_prefix(point.length);
    return put_point(point.value);
  }

  // At least `least` and at most `most` digits of the base, or any in braces.
  std::optional<char32_t> number(int base, std::size_t least, std::size_t most) {
    const bool braces = s_.starts_with("{");
    if (braces) {
      s_.remove_prefix(1);
      least = 1;
      most = 6;
    }
    char32_t value = 0;
    std::size_t n = 0;
    for (; n < most && n < s_.size() && is_hex(s_[n]) && hex_value(s_[n]) < base; ++n) {
      value = value * static_cast<char32_t>(base) + static_cast<char32_t>(hex_value(s_[n]));
    }
    s_.remove_prefix(n);
    if (n < least || value > 0x10ffff) return std::nullopt;
    if (braces) {
      if (!s_.starts_with("}")) return std::nullopt;
      s_.remove_prefix(1);
    }
    return value;
  }

  bool escape() {
    s_.remove_prefix(1);
    if (s_.empty()) return false;
    const char c = s_[0];
    if (c == '\n' || c == '\r') {  // a continued line
      s_ = trim_left(s_);
      return true;
    }
    ++out_.escapes;
    if (decimal_ ? is_digit(c) : is_octal(c)) {
      const auto value = number(decimal_ ? 10 : 8, 1, 3);
      return value && put(*value);
    }
    s_.remove_prefix(1);
    if (c == 'x' || c == 'X') {
      const auto value = number(16, 1, 2);
      return value && put(*value);
    }
    if (c == 'u' || c == 'U') {
      const std::size_t digits = c == 'u' ? 4 : 8;
      const auto value = number(16, digits, digits);
      return value && put_point(*value);
    }
    for (const auto& [letter, control] : kControls) {
      if (c == letter) return put(static_cast<unsigned char>(control));
    }
    return kThemselves.find(c) != std::string_view::npos && put(static_cast<unsigned char>(c));
  }

  std::string_view s_;
  bool utf8_;
  bool decimal_;  // \129 of Lua and Haskell is 81
  Literal out_;
};

// Whether an escape of three digits has one that is not octal.
bool has_decimal_escape(std::string_view s) {
  for (std::size_t at = s.find('\\'); at != std::string_view::npos; at = s.find('\\', at + 2)) {
    const std::string_view digits = s.substr(at + 1, 3);
    if (digits.size() == 3 && all_of(digits, is_digit) && !all_of(digits, is_octal)) return true;
  }
  return false;
}

}  // namespace

std::optional<Literal> decode_literal(std::string_view content, bool utf8) {
  return Decoder(content, utf8, has_decimal_escape(content)).run();
}

std::optional<Literal> decode_decimal_literal(std::string_view content) {
  return Decoder(content, true, true).run();
}

std::size_t quoted_length(std::string_view s) {
  for (std::size_t i = 1; i < s.size(); ++i) {
    if (s[i] == '\\') {
      ++i;
    } else if (s[i] == s[0]) {
      return i + 1;
    }
  }
  return 0;
}

std::size_t QuotedLiterals::length_at(std::size_t at) {
  std::size_t& end = ends_[std::string_view("\"'`").find(text_[at])];
  if (at + 1 >= end) {
    const std::size_t length = quoted_length(text_.substr(at));
    end = length == 0 ? text_.size() + 1 : at + length;
  }
  return end > text_.size() ? 0 : end - at;
}

}  // namespace ws101::wsdump::input
