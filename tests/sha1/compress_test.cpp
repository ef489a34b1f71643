#include "sha1/compress.hpp"

#include <array>
#include <cstdint>

#include "support/catch.hpp"

using ws101::Sha1State;

namespace {

// A small generator (xorshift), so that every run tests the same blocks.
class Numbers {
 public:
  std::uint32_t next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 17;
    state_ ^= state_ << 5;
    return state_;
  }

 private:
  std::uint32_t state_ = 2463534242;
};

}  // namespace

TEST_CASE("the standard's first example, one block by hand", "[sha1]") {
  std::array<std::uint8_t, 64> block{'a', 'b', 'c', 0x80};
  block[63] = 24;  // bits
  const Sha1State expected = {0xa9993e36, 0x4706816a, 0xba3e2571, 0x7850c26c, 0x9cd0d89d};

  Sha1State state = ws101::kSha1InitialState;
  ws101::sha1_compress(state, block);
  CHECK(state == expected);

  state = ws101::kSha1InitialState;
  ws101::sha1_compress_unrolled(state, block);
  CHECK(state == expected);
}

TEST_CASE("the unrolled version equals the plain one", "[sha1]") {
  Numbers numbers;
  Sha1State plain = ws101::kSha1InitialState;
  Sha1State unrolled = plain;
  for (int round = 0; round < 2000; ++round) {
    std::array<std::uint8_t, 64> block;
    for (auto& byte : block) byte = static_cast<std::uint8_t>(numbers.next());
    ws101::sha1_compress(plain, block);
    ws101::sha1_compress_unrolled(unrolled, block);
    CAPTURE(round);
    REQUIRE(plain == unrolled);
  }
}

TEST_CASE("the unrolled version equals the plain one for each single bit and every offset", "[sha1]") {
  std::array<std::uint8_t, 64 + 8> memory{};
  for (std::size_t offset = 0; offset < 8; ++offset) {
    for (std::size_t bit = 0; bit < 512; ++bit) {
      memory.fill(0);
      memory[offset + bit / 8] = static_cast<std::uint8_t>(0x80U >> (bit % 8));
      const auto block = std::span<const std::uint8_t>(memory).subspan(offset).first<64>();
      Sha1State plain = ws101::kSha1InitialState;
      Sha1State unrolled = plain;
      ws101::sha1_compress(plain, block);
      ws101::sha1_compress_unrolled(unrolled, block);
      CAPTURE(offset, bit);
      REQUIRE(plain == unrolled);
    }
  }
}
