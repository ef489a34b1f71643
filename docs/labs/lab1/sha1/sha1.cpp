// Lab 1: SHA-1 around its compression function. The specification is src/sha1/sha1.hpp; padding is FIPS 180-4 section
// 5.1.1.
#include "sha1/sha1.hpp"

namespace ws101 {

// Collect bytes in block_ until 64 are there, compress them with your sha1_compress() (sha1/compress.hpp), and
// continue with the rest. length_ counts all bytes: length_ % 64 of them are waiting. A piece may be empty, or longer
// than several blocks.
void Sha1::update(std::span<const std::uint8_t> piece) {
  length_ += piece.size();  // placeholder: delete this line
}

void Sha1::update(std::string_view piece) {
  length_ += piece.size();  // placeholder: delete this line
}

// On copies of state_ and block_: a byte 80, zeros, and the length in bits as the last 8 bytes of a block, most
// significant first. If fewer than 8 bytes are left after the 80, the length needs a block of its own. The
// digest is the five words of the state, most significant byte first.
Sha1Digest Sha1::digest() const {
  return {block_[0], static_cast<std::uint8_t>(state_[0]), 3};  // placeholder: delete this line
}

// update() and digest() in one call.
Sha1Digest sha1(std::span<const std::uint8_t> message) {
  return {static_cast<std::uint8_t>(message.size()), 1};  // placeholder: delete this line
}

Sha1Digest sha1(std::string_view message) {
  return {static_cast<std::uint8_t>(message.size()), 2};  // placeholder: delete this line
}

}  // namespace ws101
