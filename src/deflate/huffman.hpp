// The canonical Huffman codes of RFC 1951, section 3.2.2: the lengths of the codes are all that has to be
// known.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "deflate/bit_reader.hpp"
#include "deflate/format.hpp"

namespace ws101 {

// A code of n bits takes 2^-n of the code space. In a complete code these shares add up to 1.
enum class CodeSpace : std::uint8_t { Complete, Incomplete, OverSubscribed };

// A code for decoding: how many codes there are of each length, and the symbols in the order of their codes.
// That is enough, because all codes of one length are consecutive numbers.
class HuffmanCode {
 public:
  // lengths[symbol] is the length of the symbol's code, 0 to 15; 0: no code. At most 288 symbols. Decoding
  // with an over-subscribed code is undefined; with an incomplete one it is not.
  CodeSpace build(std::span<const std::uint8_t> lengths);

  // The next symbol. Nothing if `reader` ran dry, or if the bits are not the beginning of any code, which
  // is possible only with an incomplete code and is detected after longest() bits.
  std::optional<unsigned> read_symbol(BitReader& reader) const;

  // The length of the longest code; 0 if there is none.
  unsigned longest() const { return longest_; }
  // How many codes have `length` bits (0 to 15; 0: symbols without a code).
  unsigned count(unsigned length) const { return counts_[length]; }
  // The symbols that have a code: shorter codes first, then by symbol.
  std::span<const std::uint16_t> symbols() const { return {symbols_.data(), used_}; }

 private:
  std::array<std::uint16_t, kCodeSizes> counts_{};
  std::array<std::uint16_t, kFixedLiteralSymbols> symbols_{};
  std::uint16_t used_ = 0;
  std::uint16_t longest_ = 0;
};

}  // namespace ws101
