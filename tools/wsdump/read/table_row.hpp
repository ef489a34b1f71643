// One row of a table, cut into its cells.
#pragma once

#include <string_view>
#include <vector>

namespace ws101::wsdump::input {

using Row = std::vector<std::string_view>;

// The cells without the blanks and the quotes around them; views of `line`.
Row split_row(std::string_view line, char separator);

}  // namespace ws101::wsdump::input
