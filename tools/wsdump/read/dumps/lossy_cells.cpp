// Looks at the cells of many lines, for one line of od -c may hold octal numbers alone.
#include "wsdump/read/dumps/lossy_cells.hpp"

#include <algorithm>

#include "wsdump/read/characters.hpp"

namespace ws101::wsdump::input {

bool is_od_character(std::string_view cell) {
  if (cell.size() == 1) return !is_digit(cell[0]);
  if (cell.size() == 2 && cell[0] == '\\') return true;
  const bool name =
      cell.size() <= 3 && all_of(cell, [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c); });
  // nul, del, dc1 to dc4: a letter that no hex digit is, but for the last
  return name && (!all_of(cell, is_hex) || (cell.size() == 3 && cell.starts_with("dc")));
}

Outcome refuse_cells(const DumpLines& lines, std::string_view body) {
  constexpr std::size_t kLinesSeen = 256;
  std::size_t cells = 0;
  std::size_t characters = 0;
  std::size_t octal = 0;    // 16-bit words in octal
  std::size_t decimal = 0;  // words in decimal
  std::size_t fives = 0;
  bool narrow = true;         // no cell of more than three characters
  bool plain_offsets = true;  // six or seven digits and no colon
  std::string_view first;
  for (std::size_t i = 0; i < std::min(lines.lines.size(), kLinesSeen); ++i) {
    const DumpLine& line = lines.lines[i];
    if (line.kind != DumpLine::Kind::Bytes || line.rest.empty()) continue;
    if (cells == 0) first = line.line;
    const std::size_t width = line.offset.size();
    plain_offsets &= width >= 6 && width <= 7 && !line.colon && !line.box;
    std::string_view rest = line.rest;
    for (std::string_view cell = take_word(rest); !cell.empty(); cell = take_word(rest), ++cells) {
      characters += is_od_character(cell) ? 1U : 0U;
      octal += cell.size() == 6 && cell[0] <= '1' && all_of(cell, is_octal) ? 1U : 0U;
      decimal += cell.size() >= 5 && all_of(cell, is_digit) ? 1U : 0U;
      fives += cell.size() == 5 ? 1U : 0U;
      narrow &= cell.size() <= 3;
    }
  }
  std::string_view got;
  if (plain_offsets && cells > 0 && octal == cells) {
    got = "od's default: 16-bit words in octal and in host order";
  } else if (plain_offsets && narrow && characters > 0 && cells > 1) {
    got = "od -c or od -a: characters and octal numbers that cannot be told apart";
  } else if (cells > 0 && decimal == cells && fives > 0) {
    got = "words in decimal (od -d, hexdump -d)";
  } else {
    return std::nullopt;
  }
  ReadError error =
      error_at(body, static_cast<std::size_t>(first.data() - body.data()),
               "expected bytes, got " + std::string(got), "dump it with: od -An -tx1 FILE, or xxd FILE");
  error.certain = true;
  return error;
}

}  // namespace ws101::wsdump::input
