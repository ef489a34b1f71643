// The first grammar: cells, that is digits with a base, a prefix, a suffix and separators between them. Numbers in
// every notation are scanned here.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "wsdump/read/candidate.hpp"

namespace ws101::wsdump::input {

// A number as written.
struct Number {
  std::string_view digits;  // without sign, prefix and suffix; may hold _
  std::uint8_t base = 0;    // 2, 8, 10 or 16 where a prefix or suffix says so; 0: bare digits
  bool negative = false;
};

// Takes the number at the start of `s` off it: 0x81, 0X81, x81, $81, &H81, #x81, 16#81, 81h; 0b10000001, 0b1000_0001;
// 0o201; -127, +55; bare digits, which may be hex. A type suffix after it is taken too: u8, _u8, n, L, UL. Nothing,
// and `s` as it was, if there is none or if it goes on with other letters.
std::optional<Number> take_number(std::string_view& s);

// The byte it denotes if bare digits have base `bare`: 0 to 255, -128 to 127, or a char that was extended to a
// signed int (0xffffff81). Nothing for any other.
std::optional<std::uint8_t> to_byte(const Number& number, unsigned bare);
// Whether to_byte() has to undo such an extension.
bool is_sign_extended(const Number& number);

// Sets apart what printf printed without blanks: 0x810x5, and ffffff810548 of signed chars, where bytes below 80 are
// pairs. Empty if there is nothing to set apart.
std::string set_apart(std::string_view s);

// Pairs of hex digits and nothing else: together, or separated by one of : - , and blanks, each perhaps with 0x.
// The strict reading, for places that are known to hold bytes. Nothing if empty.
std::optional<std::vector<std::uint8_t>> hex_pairs(std::string_view s);

// Proposes what a text of digits and separators may be: hex, host-order words, decimal, octal, bits, base64.
void read_cells(const Text& text, Findings& findings);

// The bytes of base64 in either alphabet, with or without padding and line breaks; several pieces may follow each
// other. Nothing unless every character belongs to it and the unused bits are 0.
std::optional<std::vector<std::uint8_t>> decode_base64_text(std::string_view s);
// Proposes base64. Short words and hex digits are base64 too: without evidence in its form (padding, mixed case with
// digits) it is proposed only if its bytes are frames.
void read_base64(const Text& text, Findings& findings);

}  // namespace ws101::wsdump::input
