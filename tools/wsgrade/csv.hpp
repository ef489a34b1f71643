// A cell of a table in comma-separated values (RFC 4180).
#pragma once

#include <string>

namespace ws101::labs {

// Quoted if it has to be, without control characters, and never taken for a formula by a spreadsheet: text that begins
// like one gets an apostrophe in front.
std::string csv_cell(const std::string& text);

}  // namespace ws101::labs
