// Joins the lines of a dump, read as one kind of cells, and says whether this reading is right.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wsdump/read/dumps/dump_cells.hpp"
#include "wsdump/read/dumps/dump_lines.hpp"

namespace ws101::wsdump::input {

struct Dump {
  std::vector<std::uint8_t> bytes;
  std::uint64_t gap_before = 0;
  Heading heading;
};

struct Way {
  Cells cells = Cells::Hex;
  int radix = 16;
  bool two_sides = false;  // lines of two senders are told apart by their indent
  bool gaps = false;       // jumps of the offset are allowed, and reported
};

struct Decoded {
  std::vector<Dump> dumps;
  std::vector<std::string> notes;
  std::uint64_t missing = 0;
  bool open_end = false;            // ends with a * line and no offset after it
  Behind behind = Behind::Nothing;  // of all lines; Other also if they differ
};

// Nothing if a line does not fit: its cells, its text column, or an offset that the lines before it contradict.
std::optional<Decoded> walk_dump(const DumpLines& lines, const Way& way);

}  // namespace ws101::wsdump::input
