// Text from a stranger made safe to show: nothing it holds can move a cursor, hide or turn around what is
// read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "text/bytes.hpp"

namespace ws101 {

enum class EscapeStyle : std::uint8_t {
  Ascii,   // every character outside ASCII as \u{...}
  Utf8,    // printable characters as they are
  Octets,  // every byte outside ASCII as \xff: for fields whose bytes have no encoding, such as HTTP's
};

inline constexpr std::size_t kUnlimited = static_cast<std::size_t>(-1);

// The beginning of a text, escaped, and how many bytes of the text it stands for.
struct EscapedPrefix {
  std::string text;
  std::size_t bytes = 0;
};

// As much of the text as fits into max_bytes of it and max_columns of output. Never ends inside a character
// or an escape. \n \t \r \" \\ are written so; another control as \x1b; a byte that is not UTF-8 as \xff; any
// other character that is not printable (or not ASCII, in the Ascii style) as \u{202e}.
EscapedPrefix escape_prefix(Bytes text, std::size_t max_bytes, std::size_t max_columns, EscapeStyle style);

// The same without limit of columns and without quotes; ends in "... (N more bytes)" where max_bytes cut it.
std::string escape_text(Bytes text, std::size_t max_bytes = kUnlimited,
                        EscapeStyle style = EscapeStyle::Ascii);

// In quotes, in at most max_columns columns (at least 8) in all: "Hello" or "Hel" ... (65520 more
// bytes). `total` is the length of the text of which `text` may be only the beginning.
std::string quote_text(Bytes text, std::uint64_t total, std::size_t max_columns,
                       EscapeStyle style = EscapeStyle::Ascii);

}  // namespace ws101
