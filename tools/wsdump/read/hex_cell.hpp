// A value made of hex pairs alone, as a field of a table or the end of a log line holds it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ws101::wsdump::input {

// Pairs of hex digits, together or set off by single colons, blanks, hyphens or commas, perhaps with 0x; quotes or
// brackets may stand around the whole. Nothing if there is anything else, or no byte.
std::optional<std::vector<std::uint8_t>> hex_cell(std::string_view s);

}  // namespace ws101::wsdump::input
