// Text as a JSON string (RFC 8259 7). The result is valid JSON in valid UTF-8, for any input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace ws101 {

enum class JsonCharacters : std::uint8_t {
  Utf8,   // characters outside ASCII as they are
  Ascii,  // as \u00e9, so that the result is also safe on a terminal
};

inline constexpr std::size_t kMaxJsonCharacter =
    12;  // the most bytes that one character becomes: a surrogate pair

// How much escape_json() has done.
struct JsonEscaped {
  std::size_t read = 0;     // bytes of the text
  std::size_t written = 0;  // bytes of `out`
};

// Escapes whole characters from the front of `text` into `out` until the text ends or less than kMaxJsonCharacter
// bytes are free; no quotes are put around it. `"`, `\` and control characters are escaped; a byte that is not
// UTF-8 becomes U+FFFD.
JsonEscaped escape_json(std::string_view text, std::span<char> out, JsonCharacters characters);

// The whole text, in quotes.
std::string json_quote(std::string_view text, JsonCharacters characters = JsonCharacters::Utf8);

}  // namespace ws101
