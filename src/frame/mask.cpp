#include "frame/mask.hpp"

#include <array>
#include <bit>
#include <cstring>

namespace ws101 {
namespace {

// The key turned so that its first byte belongs to the payload's byte `offset`, written twice to fill a word.
std::uint64_t key_word(MaskingKey key, std::uint64_t offset) {
  std::uint32_t once;
  std::memcpy(&once, key.data(), sizeof once);
  const int turn = static_cast<int>(offset % 4) * 8;
  once = std::endian::native == std::endian::little ? std::rotr(once, turn) : std::rotl(once, turn);
  return std::uint64_t{once} << 32 | once;
}

constexpr std::size_t kWord = sizeof(std::uint64_t);
constexpr std::size_t kBlock = 8 * kWord;

// memcpy of a fixed size is how C++ spells an unaligned load or store; no byte outside `size` is touched.
// `to` may be `from`. A block of eight words keeps the loop short enough for the compiler to use wide
// registers.
void mask_words(std::uint8_t* to, const std::uint8_t* from, std::size_t size, MaskingKey key,
                std::uint64_t offset) {
  const std::uint64_t key8 = key_word(key, offset);
  std::size_t i = 0;
  for (; i + kBlock <= size; i += kBlock) {
    std::array<std::uint64_t, 8> words;
    std::memcpy(words.data(), from + i, kBlock);
    for (std::uint64_t& word : words) word ^= key8;
    std::memcpy(to + i, words.data(), kBlock);
  }
  for (; i + kWord <= size; i += kWord) {
    std::uint64_t word;
    std::memcpy(&word, from + i, kWord);
    word ^= key8;
    std::memcpy(to + i, &word, kWord);
  }
  // All steps were multiples of four bytes, so the key has not turned against `offset`.
  for (; i < size; ++i) to[i] = static_cast<std::uint8_t>(from[i] ^ key[(offset + i) % 4]);
}

}  // namespace

void apply_mask_obvious(MutableBytes data, MaskingKey key, std::uint64_t offset) {
  // RFC 6455 5.3: "j                   = i MOD 4
  //                transformed-octet-i = original-octet-i XOR masking-key-octet-j"
  for (std::size_t i = 0; i < data.size(); ++i) {
    const std::uint64_t j = (offset + i) % 4;
    data[i] = static_cast<std::uint8_t>(data[i] ^ key[j]);
  }
}

void apply_mask(MutableBytes data, MaskingKey key, std::uint64_t offset) {
  mask_words(data.data(), data.data(), data.size(), key, offset);
}

void copy_masked(MutableBytes to, Bytes from, MaskingKey key, std::uint64_t offset) {
  mask_words(to.data(), from.data(), from.size(), key, offset);
}

}  // namespace ws101
