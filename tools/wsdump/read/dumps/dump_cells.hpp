// The bytes of one line of a hex dump: cells of a certain kind, then perhaps a column that shows them as text.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ws101::wsdump::input {

enum class Cells : std::uint8_t {
  Hex,      // groups of any even number of digits, in the order of memory
  Swapped,  // groups of host-order words: the last pair of digits is the first byte
  Bits,     // eight binary digits
  Octal,    // three octal digits, or gdb's 0201
  Decimal,  // 0 to 255, or -128 to 127
  GdbChar,  // decimal and the character: -127 '\201'
};

// What follows the cells of a line.
enum class Behind : std::uint8_t {
  Nothing,
  Text,  // a column that shows the same bytes
  Other  // something that does not show them: the end of the cells is known from their count or their column
};

// Reads the lines of one dump in their order.
class DumpLineReader {
 public:
  explicit DumpLineReader(Cells cells) : cells_(cells) {}

  // Appends the bytes of `rest` (what follows the offset) to `out`. `expected` is the number of bytes up to the
  // next offset, 0 if unknown. With `narrow` a single blank may precede the text (tcpflow). Nothing if the line
  // does not fit; `out` is then unchanged.
  std::optional<Behind> read(std::string_view rest, std::size_t expected, bool narrow,
                             std::vector<std::uint8_t>& out);

 private:
  struct CellEnd {
    std::size_t at;     // in the line, after the cell
    std::size_t bytes;  // number of bytes up to here
  };

  void scan(std::string_view rest);
  bool is_padding(std::size_t from, std::size_t to) const;
  std::size_t shown_by(std::string_view text, const CellEnd& end) const;
  std::size_t shown_up_to(std::string_view rest, const CellEnd& end, bool narrow) const;
  std::optional<Behind> take(std::size_t count, Behind behind, std::vector<std::uint8_t>& out);

  Cells cells_;
  std::vector<std::uint8_t> bytes_;  // of all cells of the line
  std::vector<CellEnd> ends_;
  std::optional<Behind> before_;    // what followed the cells of the line before
  std::size_t text_at_ = SIZE_MAX;  // where the text of the line before began
};

}  // namespace ws101::wsdump::input
