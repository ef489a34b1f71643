// Text from a peer, made safe to show: it cannot move a cursor, hide text or reverse its direction.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "text/bytes.hpp"
#include "text/hex.hpp"

namespace ws101 {

enum class EscapeStyle : std::uint8_t {
  Ascii,   // every character outside ASCII as \u{...}
  Utf8,    // printable characters as they are
  Octets,  // every byte outside ASCII as \xff: for fields whose bytes have no encoding, such as HTTP's
};

// What was shown of a text.
struct Escaped {
  std::size_t bytes = 0;    // of the text
  std::size_t columns = 0;  // of the output
};

// Appends as much of the text as fits into max_columns. Never ends inside a character or an escape. The quote, the
// backslash, \n, \r and \t are written with a backslash; another control as \x1b; a byte that is not UTF-8 as \xff; any
// other character that is not printable (or not ASCII, in the Ascii style) as \u{202e}.
Escaped append_escaped(std::string& out, Bytes text, std::size_t max_columns, EscapeStyle style);

// The first max_bytes of the text, without quotes; ends in " ... (N more bytes)" if there are more.
std::string escape_text(Bytes text, std::size_t max_bytes = kUnlimited,
                        EscapeStyle style = EscapeStyle::Ascii);

// Appends the text in quotes: "Hello", or "Hel" ... (65520 more bytes). Returns the columns used.
std::size_t append_quoted(std::string& out, Bytes text, const Preview& preview, EscapeStyle style);
// The same as a text of its own. `total` is the length of the text of which `text` may be only the beginning.
std::string quote_text(Bytes text, std::uint64_t total, std::size_t max_columns,
                       EscapeStyle style = EscapeStyle::Ascii);

}  // namespace ws101
