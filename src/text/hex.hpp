// Bytes as hexadecimal digits, in lower case, and the mark after a preview that was cut.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "text/bytes.hpp"

namespace ws101 {

inline constexpr std::string_view kHexDigits = "0123456789abcdef";
inline constexpr std::size_t kUnlimited = static_cast<std::size_t>(-1);

// A number in hex without leading zeros, but at least `least` digits.
std::string hex_digits(std::uint64_t number, int least = 1);

// Bytes in hex with `separator` between two: "37fa213d" or "37 fa 21 3d".
std::string hex(Bytes bytes, std::string_view separator = "");
void append_hex(std::string& out, Bytes bytes, std::string_view separator = "");

// The mark after a preview that does not show everything.
enum class CutMark : std::uint8_t {
  Count,  // " ... (3 more bytes)" if that fits, else " ..."
  Dots,   // " ..."
};

// How large a preview may be, and how large the whole is.
struct Preview {
  std::uint64_t total = 0;       // bytes of the whole, of which perhaps only the beginning is given
  std::size_t max_columns = 80;  // at least 8
  CutMark mark = CutMark::Count;
};

// Appends bytes in hex, "48 65 6c" or "48 65 ... (65534 more bytes)". Returns the columns used.
std::size_t append_hex(std::string& out, Bytes bytes, const Preview& preview);
std::string hex_text(Bytes bytes, std::uint64_t total, std::size_t max_columns);

// Appends the mark after a preview that leaves out `left_out` bytes, in at most `room` columns; returns its
// size.
void append_cut_mark(std::string& out, std::uint64_t left_out, std::size_t room, CutMark mark);
std::size_t cut_mark_size(std::uint64_t left_out, std::size_t room, CutMark mark);
// " ... (3 more bytes)", whatever the room.
void append_more_bytes(std::string& out, std::uint64_t count);

}  // namespace ws101
