// From the frequencies of symbols to a Huffman code that can be written (RFC 1951, section 3.2.2).
#pragma once

#include <cstdint>
#include <span>

namespace ws101 {

// Sets lengths[symbol] to the length of each symbol's code, at most `longest` bits (7 or 15); 0 if its
// frequency is 0. The code is complete, except that a single symbol gets one bit (section 3.2.7). At most
// 288 symbols, which must be no more than 2^longest; each frequency below 2^23.
void code_lengths(std::span<const std::uint32_t> frequencies, unsigned longest,
                  std::span<std::uint8_t> lengths);

// Sets codes[symbol] to the canonical code of each symbol, with its bits reversed: a code is sent beginning
// with its most significant bit, everything else with its least (section 3.1.1).
void canonical_codes(std::span<const std::uint8_t> lengths, std::span<std::uint16_t> codes);

}  // namespace ws101
