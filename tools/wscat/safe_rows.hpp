// A message as rows for a terminal: they cannot move the cursor or hide text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/bytes.hpp"

namespace ws101::wscat {

// Text with printable characters, quotes, backslashes, line breaks and tabs unchanged; the rest is escaped as in
// text/escape.hpp.
std::string safe_text(Bytes text);

// Splits text from safe_text() into rows of at most `width` columns (at least 8): the first begins with `mark`, the
// others with as many spaces. A tab becomes two spaces.
std::vector<std::string> rows_of(std::string_view safe, std::string_view mark, std::size_t width);

// "binary, 3 bytes: 01 02 03", in at most `width` columns.
std::string binary_line(Bytes payload, std::size_t width);

}  // namespace ws101::wscat
