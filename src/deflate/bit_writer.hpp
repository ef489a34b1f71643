// Bits into a sequence of bytes, in the order of RFC 1951, section 3.1.1: each byte is filled from its lowest
// bit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "deflate/bit_reader.hpp"
#include "deflate/little_endian.hpp"

namespace ws101 {

// Writes into `output`, after the bits that an earlier writer kept. Up to kSpare bytes after the result may
// be overwritten: the caller must provide this room.
class BitWriter {
 public:
  static constexpr std::size_t kSpare = 8;

  BitWriter(KeptBits kept, std::span<std::uint8_t> output) : kept_(kept), output_(output) {}

  // The lowest `count` bits of `bits`; those above must be 0. At most 56 bits between two calls of flush().
  void put(std::uint64_t bits, unsigned count) {
    kept_.bits |= bits << kept_.count;
    kept_.count += count;
  }

  // Writes all whole bytes; fewer than 8 bits remain.
  void flush() {
    store64(output_.data() + written_, kept_.bits);
    written_ += kept_.count / 8;
    kept_.bits >>= kept_.count / 8 * 8;
    kept_.count %= 8;
  }

  // Fills the last byte with zeros, and writes it.
  void pad_to_byte() {
    kept_.count = (kept_.count + 7) / 8 * 8;
    flush();
  }

  // Must follow pad_to_byte().
  void put_bytes(std::span<const std::uint8_t> bytes);

  const KeptBits& kept() const { return kept_; }
  std::size_t written() const { return written_; }

 private:
  KeptBits kept_;
  std::span<std::uint8_t> output_;
  std::size_t written_ = 0;
};

}  // namespace ws101
