// The fast twin of sha1_compress: the same eighty steps with their bookkeeping moved to compile time.
// It differs from compress.cpp in three ways:
//   - nothing moves from a to b to c: the next step is called with the names shifted by one place instead,
//     so that after five steps every variable has its own name again;
//   - the schedule keeps only the last 16 words, in a ring, because no step looks further back;
//   - Ch and Maj are written with one operation less.
#include <array>
#include <bit>
#include <utility>

#include "sha1/compress.hpp"

namespace ws101 {
namespace {

using Word = std::uint32_t;

struct Ring {
  std::array<Word, 16> words{};

  // W[t] of the standard: a word of the block in the first 16 steps, then computed over the ring's oldest.
  template <std::size_t t>
  Word next(Sha1Block block) {
    Word& slot = words[t % 16];
    if constexpr (t < 16) {
      slot = Word{block[4 * t]} << 24 | Word{block[4 * t + 1]} << 16 | Word{block[4 * t + 2]} << 8 |
             Word{block[4 * t + 3]};
    } else {
      slot = std::rotl(words[(t - 3) % 16] ^ words[(t - 8) % 16] ^ words[(t - 14) % 16] ^ slot, 1);
    }
    return slot;
  }
};

// f_t(x, y, z) + K_t of the standard.
template <std::size_t t>
Word f_plus_k(Word x, Word y, Word z) {
  if constexpr (t < 20) {
    return (z ^ (x & (y ^ z))) + 0x5a827999;  // Ch: y and z differ where x may choose
  } else if constexpr (t < 40) {
    return (x ^ y ^ z) + 0x6ed9eba1;  // Parity
  } else if constexpr (t < 60) {
    return (x & y) + (z & (x ^ y)) + 0x8f1bbcdc;  // Maj: its two parts share no bit, so + equals |
  } else {
    return (x ^ y ^ z) + 0xca62c1d6;  // Parity
  }
}

// One step: what the standard calls T lands in e, which is a for the next step.
template <std::size_t t>
void step(Word a, Word& b, Word c, Word d, Word& e, Ring& W, Sha1Block block) {
  e += std::rotl(a, 5) + f_plus_k<t>(b, c, d) + W.next<t>(block);
  b = std::rotl(b, 30);
}

template <std::size_t t>
void five_steps(Word& a, Word& b, Word& c, Word& d, Word& e, Ring& W, Sha1Block block) {
  step<t + 0>(a, b, c, d, e, W, block);
  step<t + 1>(e, a, b, c, d, W, block);
  step<t + 2>(d, e, a, b, c, W, block);
  step<t + 3>(c, d, e, a, b, W, block);
  step<t + 4>(b, c, d, e, a, W, block);
}

template <std::size_t... fives>
void eighty_steps(Word& a, Word& b, Word& c, Word& d, Word& e, Ring& W, Sha1Block block,
                  std::index_sequence<fives...>) {
  (five_steps<5 * fives>(a, b, c, d, e, W, block), ...);
}

}  // namespace

void sha1_compress_unrolled(Sha1State& state, Sha1Block block) {
  Ring W;
  Word a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
  eighty_steps(a, b, c, d, e, W, block, std::make_index_sequence<80 / 5>{});
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
}

}  // namespace ws101
