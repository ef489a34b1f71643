// SHA-1's compression of one block, written to be read beside FIPS 180-4, section 6.1.2.
#include "sha1/compress.hpp"

#include <array>
#include <bit>

namespace ws101 {
namespace {

// The word that four bytes spell, most significant byte first (section 3.1).
std::uint32_t word_at(Sha1Block block, std::size_t position) {
  return std::uint32_t{block[position]} << 24 | std::uint32_t{block[position + 1]} << 16 |
         std::uint32_t{block[position + 2]} << 8 | std::uint32_t{block[position + 3]};
}

// Section 4.1.1: three functions that mix x, y and z bit by bit.
std::uint32_t Ch(std::uint32_t x, std::uint32_t y, std::uint32_t z) {
  return (x & y) ^ (~x & z);  // each bit of x chooses: the bit of y, or that of z
}
std::uint32_t Parity(std::uint32_t x, std::uint32_t y, std::uint32_t z) {
  return x ^ y ^ z;
}
std::uint32_t Maj(std::uint32_t x, std::uint32_t y, std::uint32_t z) {
  return (x & y) ^ (x & z) ^ (y & z);  // the value that at least two of the three bits have
}

std::uint32_t f(std::size_t t, std::uint32_t x, std::uint32_t y, std::uint32_t z) {
  if (t < 20) return Ch(x, y, z);
  if (t < 40) return Parity(x, y, z);
  if (t < 60) return Maj(x, y, z);
  return Parity(x, y, z);
}

// Section 4.2.1: a constant for each group of twenty steps.
constexpr std::array<std::uint32_t, 4> K = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};

}  // namespace

void sha1_compress(Sha1State& state, Sha1Block block) {
  // 1. Prepare the message schedule: the 16 words of the block, stretched to 80.
  std::array<std::uint32_t, 80> W;
  for (std::size_t t = 0; t < 16; ++t) W[t] = word_at(block, 4 * t);
  for (std::size_t t = 16; t < 80; ++t) W[t] = std::rotl(W[t - 3] ^ W[t - 8] ^ W[t - 14] ^ W[t - 16], 1);

  // 2. Initialize the five working variables with the hash value so far.
  auto [a, b, c, d, e] = state;

  // 3. Eighty steps. All additions are modulo 2^32, as for all unsigned 32-bit integers.
  for (std::size_t t = 0; t < 80; ++t) {
    const std::uint32_t T = std::rotl(a, 5) + f(t, b, c, d) + e + K[t / 20] + W[t];
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = T;
  }

  // 4. Add the result to the hash value, so that the steps cannot be run backwards.
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
}

}  // namespace ws101
