// tshark -T fields: a line a packet, fields set apart by tabs, perhaps below the names of the fields.
#include <algorithm>

#include "wsdump/read/cells.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/dump_lines.hpp"
#include "wsdump/read/readers.hpp"
#include "wsdump/read/senders.hpp"
#include "wsdump/read/table_row.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kMostFields = 1000;  // of a line; every two of them are compared

// tcp.payload, _ws.col.info: the names -E header=y prints.
bool is_field_name(std::string_view s) {
  const std::size_t dot = s.find('.');
  return dot != std::string_view::npos && dot != 0 && dot + 1 < s.size() && !is_digit(s[0]) &&
         all_of(s, [](char c) { return is_word(c) || c == '.'; }) &&
         std::any_of(s.begin(), s.end(), [](char c) { return is_letter(c) && !is_hex(c); });
}

// Whether every cell of the column is empty or bytes, and one of them has more than a port or a flag could be.
bool holds_bytes(const std::vector<Row>& rows, std::size_t column) {
  bool any = false;
  for (const Row& row : rows) {
    if (row[column].empty()) continue;
    const auto bytes = hex_pairs(row[column]);
    if (!bytes) return false;
    any |= bytes->size() >= 2;
  }
  return any;
}

// Two columns that hold the same two values, swapped where the direction changes, are the ends of the connection;
// the first of them sends. The number of columns: there are none.
std::size_t sender_column(const std::vector<Row>& rows, const Row& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].ends_with(".src") || names[i].ends_with(".srcport")) {
      if (std::any_of(rows.begin(), rows.end(), [&](const Row& r) { return r[i] != rows[0][i]; })) return i;
    }
  }
  const std::size_t width = rows[0].size();
  for (std::size_t a = 0; names.empty() && a + 1 < width; ++a) {
    for (std::size_t b = a + 1; b < width; ++b) {
      const std::string_view x = rows[0][a];
      const std::string_view y = rows[0][b];
      bool swapped = false;
      const bool ends =
          x != y && !x.empty() && !y.empty() && std::all_of(rows.begin(), rows.end(), [&](const Row& r) {
            swapped |= r[a] == y && r[b] == x;
            return (r[a] == x && r[b] == y) || (r[a] == y && r[b] == x);
          });
      if (ends && swapped) return a;
    }
  }
  return width;
}

// The names in the first line, and by which separator they are set apart (-E separator=).
Row names_of(std::string_view line, char& separator) {
  for (const char c : {'\t', ',', ';', '|', ' '}) {
    Row row = split_row(line, c);
    if (!std::all_of(row.begin(), row.end(), is_field_name)) continue;
    separator = c;
    return row;
  }
  return {};
}

Reading take_column(const std::vector<Row>& rows, std::size_t column, std::size_t sender) {
  Reading reading;
  reading.format = "fields";
  reading.words = "a column of a table, such as tshark -T fields";
  for (const Row& row : rows) {
    auto bytes = hex_pairs(row[column]);
    if (!bytes) continue;
    const bool other = sender < row.size() && row[sender] != rows[0][sender];
    reading.chunks.push_back(Chunk{Direction::Unknown, static_cast<std::uint8_t>(other ? 1 : 0),
                                   std::move(*bytes), std::nullopt, 0});
  }
  return reading;
}

}  // namespace

Outcome read_field_table(const Text& text) {
  if (!text.forced.empty() && text.forced != "fields") return std::nullopt;
  std::string_view rest = text.body;
  Row names;
  char separator = '\t';
  std::vector<Row> rows;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (trim(line).empty()) continue;
    if (rows.empty() && names.empty()) {
      names = names_of(line, separator);
      if (!names.empty()) continue;
    }
    Row row = split_row(line, separator);
    if (row.size() > kMostFields) return std::nullopt;
    if (!rows.empty() && row.size() != rows[0].size()) return std::nullopt;
    if (direction_of_phrase(row[0])) return std::nullopt;  // "client<tab>81 85"
    rows.push_back(std::move(row));
  }
  if (rows.empty() || (!names.empty() && names.size() != rows[0].size())) return std::nullopt;
  const std::size_t width = rows[0].size();
  if (width == 1 && names.empty()) {  // plain hex, but for a whole conversation
    if (rows.size() < 2 || !holds_bytes(rows, 0)) return std::nullopt;
    Reading reading = take_column(rows, 0, width);
    if (!holds_handshake(reading)) return std::nullopt;
    return reading;
  }
  std::vector<std::size_t> columns;
  bool other =
      false;  // a column that is no hex: without a header the proof that these are not bytes set apart by tabs
  for (std::size_t i = 0; i < width; ++i) {
    if (holds_bytes(rows, i)) {
      columns.push_back(i);
    } else {
      other |= std::any_of(rows.begin(), rows.end(),
                           [&](const Row& r) { return !r[i].empty() && !hex_pairs(r[i]); });
    }
  }
  if (names.empty() && !other) return std::nullopt;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == "tcp.payload") columns.assign(1, i);
  }
  const std::size_t sender = sender_column(rows, names);
  std::vector<Reading> readings;
  for (const std::size_t column : columns) {
    Reading reading = take_column(rows, column, sender);
    if (columns.size() > 1 && score_of(reading, text.score) < 3) continue;
    reading.notes.push_back("took field " + std::to_string(column + 1) + " of " + std::to_string(width) +
                            (names.empty() ? "" : ", " + std::string(names[column])));
    readings.push_back(std::move(reading));
  }
  if (readings.size() == 1 && !readings[0].chunks.empty() &&
      (!names.empty() || !text.forced.empty() || score_of(readings[0], text.score) > 0)) {
    return std::move(readings[0]);
  }
  if (names.empty() && columns.empty()) return std::nullopt;
  return error_at(
      text.body, 0,
      "a table of " + std::to_string(width) + " fields, and it is not clear which holds the bytes",
      "keep the one of tcp.payload: tshark -r FILE -T fields -e tcp.payload");
}

}  // namespace ws101::wsdump::input
