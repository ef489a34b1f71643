// Lab 8: canonical Huffman codes. The contract is src/deflate/huffman.hpp; what canonical means, in docs/14-compression.md
// and RFC 1951, section 3.2.2.
#include "deflate/huffman.hpp"

namespace ws101 {

// counts_[n]: how many codes have n bits. symbols_: the symbols in the order of their codes; used_ of them. longest_: the
// most bits. Nothing of an earlier build() may be left.
// Is it complete? Begin with one place; each further bit makes two of each place that is left, and each code takes one.
CodeSpace HuffmanCode::build(std::span<const std::uint8_t> lengths) {
  static_cast<void>(lengths);  // placeholder: delete this line
  return CodeSpace::OverSubscribed;
}

// Bit by bit: after each one, is this a code of the present length? The codes of one length are consecutive numbers, so that
// the first of them and their count are all one needs.
std::optional<unsigned> HuffmanCode::read_symbol(BitReader& reader) const {
  static_cast<void>(reader);  // placeholder: delete this line
  return std::nullopt;
}

}  // namespace ws101
