// Bytes as hexadecimal digits, in lower case.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "text/bytes.hpp"

namespace ws101 {

inline constexpr std::string_view kHexDigits = "0123456789abcdef";

// A number in hex without leading zeros, but at least `least` digits.
std::string hex_digits(std::uint64_t number, int least = 1);

// Bytes in hex with `separator` between two: "37fa213d" or "37 fa 21 3d".
std::string hex(Bytes bytes, std::string_view separator = "");

// Bytes in hex, "48 65 6c", in at most max_columns columns (at least 8); "48 65 ... (65534 more bytes)".
std::string hex_text(Bytes bytes, std::uint64_t total, std::size_t max_columns);

// " ... (3 more bytes)": the note behind a preview that was cut.
std::string more_bytes(std::uint64_t count);
// The same if it fits in `room` columns, else " ...".
std::string shortened(std::uint64_t left_out, std::size_t room);

}  // namespace ws101
