// Lab 8: bits out of bytes. The contract is src/deflate/bit_reader.hpp; the order of the bits, in docs/14-compression.md.
#include "deflate/bit_reader.hpp"

namespace ws101 {

// The lowest `count` bits of kept_. If it has fewer, pull() more; if there are no more, the answer is 0. Mind that `count`
// may be 0, and that a shift by all bits of a type is undefined.
std::uint32_t BitReader::take(unsigned count) {
  static_cast<void>(count);  // placeholder: delete this line
  return 0;
}

// Drops the bits that are left of a byte that was begun: kept_ may hold whole bytes behind them.
void BitReader::skip_to_byte() {}

// Byte by byte from input_, at used_, each above the bits that kept_ has already, until there are `count`. If the input ends
// first, dry_ is true from then on.
bool BitReader::pull(unsigned count) {
  static_cast<void>(count);  // placeholder: delete this line
  return false;
}

}  // namespace ws101
