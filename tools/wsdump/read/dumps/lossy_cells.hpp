// Dumps whose cells do not tell which bytes they show: od -c, od in octal or decimal words.
#pragma once

#include "wsdump/read/candidate.hpp"
#include "wsdump/read/dumps/dump_lines.hpp"

namespace ws101::wsdump::input {

// The refusal of such a dump, with the command that prints bytes instead; nothing if its cells are bytes.
Outcome refuse_cells(const DumpLines& lines, std::string_view body);

// A cell of od -c or od -a that is not a number: a character, an escape, the name of a control character.
bool is_od_character(std::string_view cell);

}  // namespace ws101::wsdump::input
