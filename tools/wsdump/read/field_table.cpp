// tshark -T fields: a line a packet, fields set apart by tabs, perhaps below the names of the fields.
#include <algorithm>

#include "wsdump/read/cells.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/dump_lines.hpp"
#include "wsdump/read/readers.hpp"
#include "wsdump/read/senders.hpp"

namespace ws101::wsdump::input {
namespace {

using Row = std::vector<std::string_view>;

constexpr std::size_t kMostFields = 100;

struct Table {
  Row names;
  std::vector<Row> rows;
  std::size_t width = 0;
};

Row split_row(std::string_view line) {
  Row row;
  while (row.size() <= kMostFields) {
    const std::size_t end = line.find('\t');
    std::string_view cell = trim(line.substr(0, end));
    if (cell.size() > 1 && cell.front() == '"' && cell.back() == '"') cell = cell.substr(1, cell.size() - 2);
    row.push_back(cell);
    if (end == std::string_view::npos) break;
    line.remove_prefix(end + 1);
  }
  return row;
}

// tcp.payload, _ws.col.info: the names -E header=y prints.
bool is_field_name(std::string_view s) {
  const std::size_t dot = s.find('.');
  return dot != std::string_view::npos && dot != 0 && dot + 1 < s.size() && !is_digit(s[0]) &&
         all_of(s, [](char c) { return is_word(c) || c == '.'; }) &&
         std::any_of(s.begin(), s.end(), [](char c) { return is_letter(c) && !is_hex(c); });
}

std::optional<Table> read_table(std::string_view body) {
  Table table;
  while (!body.empty()) {
    const std::string_view line = take_line(body);
    if (trim(line).empty()) continue;
    Row row = split_row(line);
    const bool names = table.width == 0 && std::all_of(row.begin(), row.end(), is_field_name);
    if (table.width == 0) table.width = row.size();
    if (row.size() != table.width || row.size() > kMostFields || direction_of_phrase(row[0]))
      return std::nullopt;
    if (names) {
      table.names = std::move(row);
    } else {
      table.rows.push_back(std::move(row));
    }
  }
  if (table.rows.empty()) return std::nullopt;
  return table;
}

// Whether every cell of the column is empty or bytes, and one of them has more than a port or a flag could be.
bool holds_bytes(const Table& table, std::size_t column) {
  bool any = false;
  for (const Row& row : table.rows) {
    if (row[column].empty()) continue;
    const auto bytes = hex_pairs(row[column]);
    if (!bytes) return false;
    any |= bytes->size() >= 2;
  }
  return any;
}

bool is_number(std::string_view s) {
  return !s.empty() && all_of(s, is_digit);
}

// The field that tells who sends: tcp.srcport by its name, else the first of two that swap their values. The number
// of fields if there is none.
std::size_t sender_column(const Table& table) {
  const Row& first = table.rows[0];
  for (std::size_t a = 0; a < table.names.size(); ++a) {
    if (table.names[a].ends_with(".src") || table.names[a].ends_with(".srcport")) return a;
  }
  for (std::size_t a = 0; a + 1 < table.width; ++a) {
    if (first[a] == first[a + 1] || first[a].empty()) continue;
    bool swapped = false;
    const bool ends = std::all_of(table.rows.begin(), table.rows.end(), [&](const Row& row) {
      const bool turned = row[a] == first[a + 1] && row[a + 1] == first[a];
      swapped |= turned;
      return turned || (row[a] == first[a] && row[a + 1] == first[a + 1]);
    });
    if (ends && swapped) return a;
  }
  return table.width;
}

Reading take_column(const Table& table, std::size_t column, std::size_t sender) {
  Reading reading;
  reading.format = "fields";
  reading.words = "a column of a table, such as tshark -T fields";
  for (const Row& row : table.rows) {
    auto bytes = hex_pairs(row[column]);
    if (!bytes) continue;
    const bool other = sender < table.width && row[sender] != table.rows[0][sender];
    const std::uint8_t side = other ? 1 : 0;
    reading.chunks.push_back(Chunk{Direction::Unknown, side, std::move(*bytes), std::nullopt, 0});
  }
  return reading;
}

}  // namespace

Outcome read_field_table(const Text& text) {
  const auto table = read_table(text.body);
  if (!table) return std::nullopt;
  const std::size_t sender = sender_column(*table);
  std::vector<Reading> found;
  bool other = false;  // a field that is no hex: without names the proof that this is a table
  for (std::size_t i = 0; i < table->width; ++i) {
    const bool bytes = holds_bytes(*table, i);
    other |= !bytes || is_number(table->rows[0][i]);
    const bool named = !table->names.empty() && table->names[i] == "tcp.payload";
    if (!bytes) continue;
    Reading reading = take_column(*table, i, sender);
    if (!named && score_of(reading, text.score) == 0) continue;
    reading.notes.push_back("took field " + std::to_string(i + 1) + " of " + std::to_string(table->width));
    if (named) found.clear();
    found.push_back(std::move(reading));
    if (named) break;
  }
  if (table->width == 1 && table->names.empty()) {  // plain hex, but for a whole conversation
    if (found.size() != 1 || !holds_handshake(found[0])) return std::nullopt;
  } else if (table->names.empty() && !other) {
    return std::nullopt;
  }
  if (found.size() == 1) return std::move(found[0]);
  if (table->names.empty() && found.empty()) return std::nullopt;
  return error_at(
      text.body, 0,
      "a table of " + std::to_string(table->width) + " fields, and it is not clear which holds the bytes",
      "keep the one of tcp.payload: tshark -r FILE -T fields -e tcp.payload");
}

}  // namespace ws101::wsdump::input
