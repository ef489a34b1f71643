#include "describe/bit_figure.hpp"

#include <algorithm>
#include <cstddef>

#include "text/hex.hpp"

namespace ws101 {
namespace {

constexpr std::size_t kRowBits = 32;
constexpr std::size_t kInside = 2 * kRowBits - 1;  // columns between the outer lines of a whole row
constexpr std::size_t kMostBytes = 1000;           // the offset has three digits

// The part of one field in one row.
struct Cell {
  std::size_t field = 0;
  std::size_t begin = 0;  // bits of the row: [begin, end)
  std::size_t end = 0;
  std::size_t part = 0;  // 0: the field begins here; 1: the first row that continues it
  std::vector<std::string> lines;

  std::size_t width() const { return 2 * (end - begin) - 1; }
};

using Row = std::vector<Cell>;

std::vector<Row> cut_into_rows(const BitFigure& drawing) {
  std::vector<Row> rows;
  const std::uint64_t there = std::min(drawing.bytes.size(), kMostBytes) * 8;
  std::uint64_t at = 0;
  for (std::size_t i = 0; i < drawing.fields.size(); ++i) {
    const std::uint64_t end = std::min(at + drawing.fields[i].bits, there);
    for (std::size_t part = 0; at < end; ++part) {
      const std::size_t begin = static_cast<std::size_t>(at % kRowBits);
      const auto bits = static_cast<std::size_t>(std::min<std::uint64_t>(kRowBits - begin, end - at));
      if (begin == 0) rows.emplace_back();
      rows.back().push_back(Cell{i, begin, begin + bits, part, {}});
      at += bits;
    }
  }
  return rows;
}

std::string in_the_middle(std::string text, std::size_t width) {
  text.resize(std::min(text.size(), width));
  return std::string((width - text.size() + 1) / 2, ' ') + text;
}

std::string printable(Bytes bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += byte >= 0x20 && byte < 0x7F ? static_cast<char>(byte) : '.';
  }
  return text;
}

// The bytes of a cell in hex; of a payload also unmasked and as characters.
std::string bytes_of_cell(const BitFigure& drawing, BitField::Show show, std::size_t first,
                          std::size_t count) {
  const Bytes there = drawing.bytes.subspan(first, count);
  if (show == BitField::Show::Hex) return hex(there, " ");
  if (drawing.meaning.empty()) return hex(there, " ") + "  " + printable(there);
  const Bytes unmasked = drawing.meaning.subspan(first - drawing.payload_at, count);
  return hex(there, " ") + " -> " + hex(unmasked, " ") + "  " + printable(unmasked);
}

void write_cell(const BitFigure& drawing, Cell& cell, std::size_t row) {
  const BitField& field = drawing.fields[cell.field];
  const bool of_bytes = field.show != BitField::Show::Nothing;
  const std::size_t room = cell.width() - (of_bytes ? 1 : 0);
  const auto add = [&](const std::string& text) {
    cell.lines.push_back(of_bytes ? " " + text.substr(0, room) : in_the_middle(text, room));
  };

  if (cell.part == 0 && room == 1) {
    for (const char letter : field.names.front()) cell.lines.emplace_back(1, letter);
  } else if (cell.part <= 1) {
    std::string title;
    for (const std::string& name : field.names) {
      title = cell.part == 0 ? name : name + " (continued)";
      if (title.size() <= room) break;
    }
    add(title.size() <= room || cell.part == 0 ? title : "(continued)");
  }
  if (of_bytes) {
    const std::size_t first = row * 4 + cell.begin / 8;
    add(bytes_of_cell(drawing, field.show, first, (cell.end - cell.begin) / 8));
  }
  if (cell.part == 0) {
    for (const std::string& value : field.values) add(value);
  }
}

const Cell* cell_at(const Row* row, std::size_t bit) {
  if (row == nullptr) return nullptr;
  for (const Cell& cell : *row) {
    if (bit >= cell.begin && bit < cell.end) return &cell;
  }
  return nullptr;
}

// Whether a vertical line ends at the boundary before this bit.
bool has_boundary(const Row* row, std::size_t bit) {
  if (row == nullptr || row->empty()) return false;
  if (bit == 0 || bit == row->back().end) return true;
  const Cell* const cell = cell_at(row, bit);
  return cell != nullptr && cell->begin == bit;
}

// The line between two rows, either of which may be missing. It has a gap where a field continues in the row
// below.
std::string border(const Row* above, const Row* below) {
  std::string line(2 * kRowBits + 1, ' ');
  const auto horizontal = [&](std::size_t bit) {
    const Cell* const up = cell_at(above, bit);
    const Cell* const down = cell_at(below, bit);
    if (up == nullptr && down == nullptr) return ' ';
    return up != nullptr && down != nullptr && up->field == down->field ? '~' : '-';
  };
  for (std::size_t bit = 0; bit < kRowBits; ++bit) {
    const char here = horizontal(bit);
    line[2 * bit + 1] = here == ' ' ? ' ' : '-';
    const char left = bit == 0 ? ' ' : horizontal(bit - 1);
    line[2 * bit] = here == '-' && left == '-' ? '-' : ' ';
  }
  for (std::size_t bit = 0; bit <= kRowBits; ++bit) {
    if (has_boundary(above, bit) || has_boundary(below, bit)) line[2 * bit] = '+';
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return "   " + line + "\n";
}

// The bits of a row between its vertical lines, with the offset before and the bytes after them.
std::string bit_line(const BitFigure& drawing, const Row& row, std::size_t index) {
  std::string line = std::to_string(4 * index);
  line.insert(0, 3 - std::min<std::size_t>(3, line.size()), ' ');
  for (std::size_t bit = 0; bit < row.back().end; ++bit) {
    const std::uint8_t byte = drawing.bytes[4 * index + bit / 8];
    line += has_boundary(&row, bit) ? '|' : ' ';
    line += (byte >> (7 - bit % 8) & 1) != 0 ? '1' : '0';
  }
  line += '|';
  line.resize(3 + 2 * kRowBits + 1, ' ');
  return line + " " + hex(drawing.bytes.subspan(4 * index, row.back().end / 8), " ") + "\n";
}

std::string text_lines(const Row& row) {
  std::size_t height = 0;
  for (const Cell& cell : row) height = std::max(height, cell.lines.size());
  std::string text;
  for (std::size_t i = 0; i < height; ++i) {
    text += "   ";
    for (const Cell& cell : row) {
      std::string inside = i < cell.lines.size() ? cell.lines[i] : "";
      inside.resize(cell.width(), ' ');
      text += "|" + inside;
    }
    text += "|\n";
  }
  return text;
}

// A row with text below the last one, open at the bottom.
std::string open_row(std::string top, std::string words) {
  top.erase(top.find('\n'));
  for (std::size_t column = top.size(); column < 3 + kInside + 1; ++column) {
    top += (column - 3) % 2 == 0 ? ' ' : '-';
  }
  if (top.size() < 3 + kInside + 2) top += '+';
  words.resize(kInside - 1, ' ');
  std::string below = "   +-";
  for (std::size_t bit = 1; bit < kRowBits; ++bit) below += " -";
  return top + "\n   : " + words + ":\n" + below + "+\n";
}

}  // namespace

std::string draw(const BitFigure& drawing) {
  std::string text =
      "    0                   1                   2                   3\n"
      "    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1\n";
  std::vector<Row> rows = cut_into_rows(drawing);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    text += border(i == 0 ? nullptr : &rows[i - 1], &rows[i]);
    for (Cell& cell : rows[i]) write_cell(drawing, cell, i);
    text += bit_line(drawing, rows[i], i);
    text += text_lines(rows[i]);
  }
  if (rows.empty()) return text;
  const std::string last = border(&rows.back(), nullptr);
  return text + (drawing.more.empty() ? last : open_row(last, drawing.more));
}

}  // namespace ws101
