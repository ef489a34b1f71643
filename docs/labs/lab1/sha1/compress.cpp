// Lab 1: the compression function of SHA-1. Read docs/03-sha1-by-hand.md, which works through one block, and FIPS
// 180-4 section 6.1.2.
#include "sha1/compress.hpp"

namespace ws101 {

// The sixteen words of the block (most significant byte first) are extended to eighty; eighty steps mix them into
// five working variables, whose values are added to `state`. All sums are modulo 2^32, which is what std::uint32_t
// does. sha1_compress_unrolled(), the fast twin that the tests compare with, is given.
void sha1_compress(Sha1State& state, Sha1Block block) {
  state[0] ^= block[0];  // placeholder: delete this line
}

}  // namespace ws101
