#include "wsdump/read/table_row.hpp"

#include "wsdump/read/characters.hpp"

namespace ws101::wsdump::input {

Row split_row(std::string_view line, char separator) {
  Row row;
  while (true) {
    const std::size_t end = line.find(separator);
    std::string_view cell = trim(line.substr(0, end));
    if (cell.size() >= 2 && (cell[0] == '"' || cell[0] == '\'') && cell.back() == cell[0])
      cell = cell.substr(1, cell.size() - 2);
    row.push_back(cell);
    if (end == std::string_view::npos) return row;
    line.remove_prefix(end + 1);
  }
}

}  // namespace ws101::wsdump::input
