// The bytes of one line of a hex dump: cells of a certain kind, then perhaps a column that shows them as text.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace ws101::wsdump::input {

enum class Cells {
  Hex,      // groups of any even number of digits, in the order of memory
  Swapped,  // groups of host-order words: the last pair of digits is the first byte
  Bits,     // eight binary digits
  Octal,    // three octal digits, or gdb's 0201
  Decimal,  // 0 to 255, or -128 to 127
  GdbChar,  // decimal and the character: -127 '\201'
};

enum class Column {
  Shown,   // the text must be there and must show these very bytes
  None,    // nothing but cells
  Damaged  // there is something behind the cells that does not show the bytes: cut by count or by place
};

struct CellStyle {
  Cells cells = Cells::Hex;
  Column column = Column::None;
  bool narrow = false;  // a single blank may stand before the text (tcpflow)
};

// Appends the bytes of `rest` (what follows the offset) to `out`. `expected` is the number of bytes that the next
// offset demands, 0 if unknown. `text_at` is the column, from 1, where the text starts, 0 if unknown; a Damaged
// line needs one of the two. False if the line does not fit the style; `out` is then unchanged.
bool read_dump_cells(std::string_view rest, CellStyle style, std::size_t expected, std::size_t text_at,
                     std::vector<std::uint8_t>& out);

// The column, from 1, where the text starts in a line of `count` bytes, 0 if there is none.
std::size_t find_text(std::string_view rest, CellStyle style, std::size_t count);

// True if `text` shows `bytes`: printable characters as themselves, the others as a dot or another stand-in.
bool shows(std::string_view text, const std::uint8_t* bytes, std::size_t count);

}  // namespace ws101::wsdump::input
