// Text from a stranger made safe to show: nothing it holds can move a cursor, hide or turn around what is
// read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "frame/bytes.hpp"

namespace ws101 {

// Ascii writes every other character as \u{...}; Utf8 leaves printable characters as they are.
enum class EscapeStyle : std::uint8_t { Ascii, Utf8 };

inline constexpr std::size_t kUnlimited = static_cast<std::size_t>(-1);

// Whether a code point can be shown as it is. Not so: controls (C0, DEL, C1), the soft hyphen, combining
// marks of the common blocks (they would sit on our quote), zero-width and invisible characters, line and
// paragraph separators, bidirectional marks, overrides and isolates, variation selectors, the byte order
// mark, tags, private use, noncharacters.
bool is_printable(char32_t code_point);

// Columns that a terminal uses for a printable code point: 1, or 2 for wide ones (CJK, emoji).
int columns(char32_t code_point);

// Columns of text in valid UTF-8 that holds printable characters only.
std::size_t display_width(std::string_view text);

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

// Bytes in hex, "48 65 6c", in at most max_columns columns (at least 8); "48 65 ... (65534 more bytes)".
std::string hex_text(Bytes bytes, std::uint64_t total, std::size_t max_columns);

// Bytes in hex with `separator` between two: "37fa213d" or "37 fa 21 3d".
std::string hex(Bytes bytes, std::string_view separator = "");

}  // namespace ws101
