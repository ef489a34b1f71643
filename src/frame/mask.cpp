#include "frame/mask.hpp"

#include <bit>
#include <cstring>

namespace ws101 {
namespace {

// Four 32-bit words that the compiler keeps in one register of 16 bytes: an extension of GCC and Clang. Every
// x86-64 and every 64-bit ARM processor has such registers; for others the compiler generates narrower
// instructions.
using Wide __attribute__((vector_size(16))) = std::uint32_t;

// The key rotated so that its first byte masks the payload's byte `offset`.
std::uint32_t key_word(MaskingKey key, std::uint64_t offset) {
  std::uint32_t word;
  std::memcpy(&word, key.data(), sizeof word);
  const int turn = static_cast<int>(offset % 4) * 8;
  return std::endian::native == std::endian::little ? std::rotr(word, turn) : std::rotl(word, turn);
}

// Masks as many bytes as `Word` has. A memcpy of a fixed size is an unaligned load or store: one instruction.
template <typename Word>
void mask_word(std::uint8_t* to, const std::uint8_t* from, Word key) {
  Word word;
  std::memcpy(&word, from, sizeof word);
  word ^= key;
  std::memcpy(to, &word, sizeof word);
}

// `to` may be `from`; bytes beyond `size` are neither read nor written. All steps but those for the last three
// bytes are multiples of four bytes, so the rotated key stays right.
void mask_words(std::uint8_t* to, std::size_t size, MaskingKey key, std::uint64_t offset,
                const std::uint8_t* from) {
  constexpr std::size_t kWide = sizeof(Wide);
  const std::uint32_t key4 = key_word(key, offset);
  const std::uint64_t key8 = std::uint64_t{key4} << 32 | key4;
  const Wide key16 = {key4, key4, key4, key4};
  std::size_t i = 0;
  for (; i + 4 * kWide <= size; i += 4 * kWide) {  // four at a time, because they are independent
    mask_word(to + i, from + i, key16);
    mask_word(to + i + kWide, from + i + kWide, key16);
    mask_word(to + i + 2 * kWide, from + i + 2 * kWide, key16);
    mask_word(to + i + 3 * kWide, from + i + 3 * kWide, key16);
  }
  for (; i + kWide <= size; i += kWide) mask_word(to + i, from + i, key16);
  if (size - i >= sizeof key8) {
    mask_word(to + i, from + i, key8);
    i += sizeof key8;
  }
  if (size - i >= sizeof key4) {
    mask_word(to + i, from + i, key4);
    i += sizeof key4;
  }
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
  mask_words(data.data(), data.size(), key, offset, data.data());
}

void copy_masked(MutableBytes to, Bytes from, MaskingKey key, std::uint64_t offset) {
  mask_words(to.data(), from.size(), key, offset, from.data());
}

}  // namespace ws101
