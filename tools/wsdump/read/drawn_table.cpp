// A table as a database's shell or a page of Markdown draws it: cells between bars, rules of dashes, and a last line
// that counts the rows.
#include <vector>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/table_row.hpp"
#include "wsdump/read/wrapping.hpp"

namespace ws101::wsdump::input {
namespace {

using Lines = std::vector<std::string_view>;

// "+----+------+", "----+------", "|----|:-----|", "------"
bool is_rule(std::string_view line) {
  return contains(line, "--") &&
         all_of(line, [](char c) { return c == '-' || c == '+' || c == '|' || c == ':' || c == ' '; });
}

// "(2 rows)", "2 rows in set (0.00 sec)"
bool counts_rows(std::string_view line) {
  if (line.starts_with("(")) line.remove_prefix(1);
  return !line.empty() && is_digit(line[0]) && contains(line.substr(0, 24), " row");
}

Row cells_of(std::string_view line) {
  if (line.starts_with("|")) line.remove_prefix(1);
  if (line.ends_with("|")) line.remove_suffix(1);
  Row cells = split_row(line, '|');
  for (std::string_view& cell : cells) {
    if (cell.starts_with("\\x")) cell.remove_prefix(2);  // PostgreSQL's bytea
  }
  return cells;
}

}  // namespace

std::optional<std::string> drawn_table(std::string_view body) {
  Lines lines;
  std::size_t rule = SIZE_MAX;  // the first one
  while (!body.empty()) {
    const std::string_view line = trim(take_line(body));
    if (line.empty()) continue;
    if (rule == SIZE_MAX && is_rule(line)) rule = lines.size();
    lines.push_back(line);
  }
  if (rule == SIZE_MAX) return std::nullopt;
  // The names of the columns stand above the first rule, or below it and above the second. What is above them is the
  // question that was asked.
  const bool boxed = lines[rule].starts_with("+");
  if (!boxed && rule == 0) return std::nullopt;
  const std::size_t names = boxed ? rule + 1 : rule - 1;
  const std::size_t first = boxed ? rule + 3 : rule + 1;
  if (first >= lines.size() || !is_rule(lines[first - 1])) return std::nullopt;
  const std::size_t width = cells_of(lines[names]).size();
  std::string rows;
  for (std::size_t i = first; i < lines.size() && !is_rule(lines[i]) && !counts_rows(lines[i]); ++i) {
    const Row cells = cells_of(lines[i]);
    if (cells.size() != width) return std::nullopt;
    for (std::size_t c = 0; c < width; ++c) {
      if (c > 0) rows += '\t';
      rows += cells[c];
    }
    rows += '\n';
  }
  if (rows.empty()) return std::nullopt;
  return rows;
}

}  // namespace ws101::wsdump::input
