// Dumps whose cells do not say which bytes they show: od -c, od in octal or decimal words.
#pragma once

#include "wsdump/read/candidate.hpp"
#include "wsdump/read/dump_lines.hpp"

namespace ws101::wsdump::input {

// The refusal of such a dump, with the command that prints bytes instead; nothing if its cells are bytes.
Outcome refuse_cells(const DumpLines& lines, std::string_view body);

// True if the cells may be decimal bytes or the output of od -c: numbers of three octal digits beside single digits.
bool octal_or_single_digits(const DumpLines& lines);

}  // namespace ws101::wsdump::input
