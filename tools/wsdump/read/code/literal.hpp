// Strings with escapes: the only decoder, for all languages and tools that print bytes as strings.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ws101::wsdump::input {

struct Literal {
  std::vector<std::uint8_t> bytes;
  std::size_t escapes = 0;
  bool code_points =
      false;  // \u0081, or a character beyond ASCII: bytes or UTF-8, the caller has to ask for both
};

// The bytes of `content`, the text between the quotes. Understands \n \r \t \a \b \f \v \e \0, \xNN, \NNN (octal),
// \uNNNN, \u{N}, \UNNNNNNNN, and a backslash before punctuation. With `utf8` a character from U+0080 up gives its
// UTF-8 bytes, without it one byte (Latin-1). Nothing if an escape is malformed, or if a character does not fit in
// one byte.
std::optional<Literal> decode_literal(std::string_view content, bool utf8);

// The same with \NNN in decimal, as Lua and Haskell have it. decode_literal() takes it for that only where it cannot be
// octal.
std::optional<Literal> decode_decimal_literal(std::string_view content);

// The length of the quoted literal at the start of `s` with both quotes, 0 if it does not end.
std::size_t quoted_length(std::string_view s);

// The literals in " ' or ` of one text, from its first to its last. Each end is sought once: a quote inside a literal,
// an escaped one, begins a literal that has the same end.
class QuotedLiterals {
 public:
  explicit QuotedLiterals(std::string_view text) : text_(text) {}

  // The length of the literal whose opening quote is at `at`, 0 if it does not end. `at` must not go back.
  std::size_t length_at(std::size_t at);

 private:
  std::string_view text_;
  std::array<std::size_t, 3> ends_{};  // by quote: behind the closing one; none: the text's size + 1
};

}  // namespace ws101::wsdump::input
