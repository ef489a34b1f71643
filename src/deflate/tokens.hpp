// The tokens of one block before they are written: literals and copies, and how often each symbol occurs.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "deflate/format.hpp"

namespace ws101 {

// By length, 3 to 258: its symbol (RFC 1951, section 3.2.5).
constexpr std::array<std::uint16_t, kLongestCopy + 1> length_symbols() {
  std::array<std::uint16_t, kLongestCopy + 1> symbols{};
  for (std::size_t i = 0; i < kCopyLengths.size(); ++i) {
    const unsigned end = kCopyLengths[i].base + (1U << kCopyLengths[i].extra_bits);
    for (unsigned length = kCopyLengths[i].base; length < std::min(end, kLongestCopy + 1); ++length) {
      symbols[length] = static_cast<std::uint16_t>(kFirstLengthSymbol + i);
    }
  }
  return symbols;
}
inline constexpr auto kLengthSymbols = length_symbols();

// The symbol of a distance, 1 to 32768. Two symbols share each number of extra bits.
constexpr unsigned distance_symbol(unsigned distance) {
  if (distance <= 4) return distance - 1;
  const auto extra_bits = static_cast<unsigned>(std::bit_width(distance - 1)) - 2;
  return 2 * extra_bits + ((distance - 1) >> extra_bits);
}

class Tokens {
 public:
  // A block ends when it has this many units; a literal takes one, a copy two.
  static constexpr std::size_t kFull = 16384;

  bool empty() const { return size_ == 0; }
  bool full() const { return size_ >= kFull; }
  // How many bytes they encode.
  std::size_t bytes() const { return bytes_; }

  // Makes room for `units` more, at most until the block is full and one match was searched: see kSpare.
  // Throws std::bad_alloc.
  void reserve(std::size_t units);

  void add_literal(std::uint8_t byte) {
    units_[size_++] = byte;
    ++literal_frequencies[byte];
    ++bytes_;
  }
  void add_copy(unsigned length, unsigned distance) {
    units_[size_++] = static_cast<std::uint16_t>(256 + length);
    units_[size_++] = static_cast<std::uint16_t>(distance);
    ++literal_frequencies[kLengthSymbols[length]];
    ++distance_frequencies[distance_symbol(distance)];
    bytes_ += length;
  }

  // Calls literal(byte) or copy(length, distance) for each, in order.
  template <typename Literal, typename Copy>
  void each(Literal literal, Copy copy) const {
    for (std::size_t i = 0; i < size_; ++i) {
      const unsigned unit = units_[i];
      if (unit < 256) {
        literal(unit);
      } else {
        copy(unit - 256, unsigned{units_[++i]});
      }
    }
  }

  void clear();
  void release_memory();
  std::size_t memory() const { return capacity_ * sizeof units_[0]; }

  // Including the end of the block, once.
  std::array<std::uint32_t, kLiteralSymbols> literal_frequencies = first_frequencies();
  std::array<std::uint32_t, kDistanceSymbols> distance_frequencies{};

 private:
  // Lazy matching may add one literal before each of several ever longer matches.
  static constexpr std::size_t kSpare = kLongestCopy + 2;

  static constexpr std::array<std::uint32_t, kLiteralSymbols> first_frequencies() {
    std::array<std::uint32_t, kLiteralSymbols> frequencies{};
    frequencies[kEndOfBlock] = 1;
    return frequencies;
  }

  std::unique_ptr<std::uint16_t[]> units_;
  std::size_t capacity_ = 0;
  std::size_t size_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace ws101
