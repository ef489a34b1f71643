// Reads and writes several bytes as one number, the first byte in the lowest bits: the order of RFC 1951,
// section 3.1.1.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace ws101 {

// A memcpy() of a fixed size is one instruction; on a big-endian machine a byte swap follows.
template <typename Word>
Word in_little_endian(Word word) {
  if constexpr (std::endian::native == std::endian::little) return word;
  Word swapped = 0;
  for (unsigned byte = 0; byte < sizeof(Word); ++byte) {
    swapped = static_cast<Word>(swapped << 8 | (word >> (8 * byte) & 0xff));
  }
  return swapped;
}

inline std::uint32_t load32(const std::uint8_t* from) {
  std::uint32_t word;
  std::memcpy(&word, from, sizeof word);
  return in_little_endian(word);
}

inline std::uint64_t load64(const std::uint8_t* from) {
  std::uint64_t word;
  std::memcpy(&word, from, sizeof word);
  return in_little_endian(word);
}

inline void store64(std::uint8_t* to, std::uint64_t word) {
  word = in_little_endian(word);
  std::memcpy(to, &word, sizeof word);
}

}  // namespace ws101
