// Looks at the cells of every line, for one line of od -c may hold octal numbers alone.
#include "wsdump/read/lossy_cells.hpp"

#include <algorithm>
#include <vector>

#include "wsdump/read/characters.hpp"

namespace ws101::wsdump::input {
namespace {

// The cells of all lines that have od's or hexdump's offset of six or seven digits.
struct CellWords {
  std::vector<std::string_view> all;
  bool plain_offsets = true;  // six or seven digits and no colon
  std::size_t at = 0;         // of the first line

  CellWords(const DumpLines& lines, std::string_view body) {
    for (const DumpLine& line : lines.lines) {
      if (line.kind != DumpLine::Kind::Bytes || line.rest.empty()) continue;
      if (all.empty()) at = static_cast<std::size_t>(line.line.data() - body.data());
      const std::size_t width = line.offset.size();
      plain_offsets &= width >= 6 && width <= 7 && !line.colon && !line.box;
      std::string_view rest = line.rest;
      for (std::string_view cell = take_word(rest); !cell.empty(); cell = take_word(rest))
        all.push_back(cell);
    }
  }
  bool each(bool (*is)(std::string_view)) const {
    return !all.empty() && std::all_of(all.begin(), all.end(), is);
  }
  bool any(bool (*is)(std::string_view)) const { return std::any_of(all.begin(), all.end(), is); }
};

bool is_octal_word(std::string_view cell) {
  return cell.size() == 6 && cell[0] <= '1' && all_of(cell, is_octal);
}
bool is_decimal_word(std::string_view cell) {
  return cell.size() >= 5 && all_of(cell, is_digit);
}
// od -c, od -a: a character, an escape, the name of a control character.
bool is_character(std::string_view cell) {
  return (cell.size() == 1 && !is_digit(cell[0])) || cell[0] == '\\' ||
         (is_letter(cell[0]) && !all_of(cell, is_hex));
}
bool is_octal_byte(std::string_view cell) {
  return cell.size() == 3 && all_of(cell, is_octal);
}
bool is_one_digit(std::string_view cell) {
  return cell.size() == 1 && is_digit(cell[0]);
}

}  // namespace

bool octal_or_single_digits(const DumpLines& lines) {
  const CellWords cells(lines, {});
  return cells.any(is_octal_byte) && cells.any(is_one_digit) &&
         cells.each([](std::string_view cell) { return is_octal_byte(cell) || is_one_digit(cell); });
}

Outcome refuse_cells(const DumpLines& lines, std::string_view body) {
  const CellWords cells(lines, body);
  std::string_view got;
  if (cells.plain_offsets && cells.each(is_octal_word)) {
    got = "od's default: 16-bit words in octal and in host order";
  } else if (cells.plain_offsets && cells.each([](std::string_view cell) { return cell.size() <= 3; }) &&
             cells.any(is_character) && cells.all.size() > 1) {
    got = "od -c or od -a: characters and octal numbers that cannot be told apart";
  } else if (cells.each(is_decimal_word) &&
             cells.any([](std::string_view cell) { return cell.size() == 5; })) {
    got = "words in decimal (od -d, hexdump -d)";
  } else {
    return std::nullopt;
  }
  return error_at(body, cells.at, "expected bytes, got " + std::string(got),
                  "dump it with: od -An -tx1 FILE, or xxd FILE");
}

}  // namespace ws101::wsdump::input
