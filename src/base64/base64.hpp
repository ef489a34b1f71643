// Base64 of RFC 4648, section 4: bytes as text of 64 harmless characters, three bytes to four characters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ws101 {

// The text for these bytes, always padded with '=' to a multiple of four characters, without line breaks.
std::string base64_encode(std::span<const std::uint8_t> bytes);

struct Base64Error {
  enum class Kind {
    Alphabet,      // a character that is neither in the alphabet nor '=', such as a space or a line break
    Padding,       // '=' anywhere but in the last one or two places of the last group, or text after it
    Length,        // the text ends inside a group of four
    TrailingBits,  // the last character carries bits that belong to no byte, and they are not all zero
  };
  Kind kind;
  // The index of the first wrong character. A '=' in the last two places of a group ends the text, so a
  // character after it is the wrong one, not the '='. For Length: the size of the text.
  std::size_t position;

  friend bool operator==(const Base64Error&, const Base64Error&) = default;
};

// What went wrong, in a few words for a person.
std::string_view describe(Base64Error::Kind kind);

// Decodes exactly what base64_encode writes: each sequence of bytes has one spelling, and any other text is
// refused. The empty text gives no bytes. The order of the characters is judged before their spare bits.
std::variant<std::vector<std::uint8_t>, Base64Error> base64_decode(std::string_view text);

}  // namespace ws101
