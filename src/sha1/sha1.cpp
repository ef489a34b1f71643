// SHA-1 around its compression function: splits the message into blocks, and pads the last one.
#include "sha1/sha1.hpp"

#include <algorithm>

#include "sha1/compress.hpp"

namespace ws101 {
namespace {

std::span<const std::uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

void Sha1::update(std::span<const std::uint8_t> piece) {
  const std::size_t waiting = length_ % kSha1BlockSize;
  length_ += piece.size();

  if (waiting > 0) {
    const std::size_t taken = std::min(piece.size(), kSha1BlockSize - waiting);
    std::ranges::copy(piece.first(taken), block_.begin() + static_cast<std::ptrdiff_t>(waiting));
    piece = piece.subspan(taken);
    if (waiting + taken < kSha1BlockSize) return;
    sha1_compress_unrolled(state_, block_);
  }
  while (piece.size() >= kSha1BlockSize) {  // whole blocks are read in place, without a copy
    sha1_compress_unrolled(state_, piece.first<kSha1BlockSize>());
    piece = piece.subspan(kSha1BlockSize);
  }
  std::ranges::copy(piece, block_.begin());
}

void Sha1::update(std::string_view piece) {
  update(bytes_of(piece));
}

// FIPS 180-4, section 5.1.1: a one bit, then zeros, then the message's length in bits as the last 8 bytes of
// a block.
Sha1Digest Sha1::digest() const {
  constexpr std::size_t kLengthSize = 8;
  const std::uint64_t length_in_bits = length_ * 8;
  Sha1State state = state_;
  auto block = block_;

  const std::size_t waiting = length_ % kSha1BlockSize;
  block[waiting] = 0x80;  // the one bit, and seven of the zeros
  std::fill(block.begin() + static_cast<std::ptrdiff_t>(waiting) + 1, block.end(), std::uint8_t{0});
  if (waiting + 1 + kLengthSize > kSha1BlockSize) {  // no room for the length: it gets a block of its own
    sha1_compress_unrolled(state, block);
    block.fill(0);
  }
  for (std::size_t i = 0; i < kLengthSize; ++i) {
    block[kSha1BlockSize - 1 - i] = static_cast<std::uint8_t>(length_in_bits >> (8 * i));
  }
  sha1_compress_unrolled(state, block);

  Sha1Digest digest;
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - 8 * (i % 4)));  // most significant byte first
  }
  return digest;
}

Sha1Digest sha1(std::span<const std::uint8_t> message) {
  Sha1 hash;
  hash.update(message);
  return hash.digest();
}

Sha1Digest sha1(std::string_view message) {
  return sha1(bytes_of(message));
}

}  // namespace ws101
