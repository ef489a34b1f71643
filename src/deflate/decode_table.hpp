// A Huffman code as a table, indexed by the next bits of input: one access gives a symbol, its length and
// its extra bits. HuffmanCode reads the same code bit by bit; this is for the fast twin.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "deflate/format.hpp"
#include "deflate/huffman.hpp"

namespace ws101 {

// One entry. From the lowest bit:
//   0-5   how many bits the code and its extra bits have
//   8-11  how many bits the code alone has
//   12-15 flags
//   16-31 the value: a byte, or what the extra bits are added to, or where the subtable begins
// An entry without flags is a length or a distance.
using DecodeEntry = std::uint32_t;

inline constexpr DecodeEntry kLiteralFlag = 1U << 15;
inline constexpr DecodeEntry kExceptionalFlag =
    1U << 12;  // alone: a code that must not occur; otherwise with one of the next two flags
inline constexpr DecodeEntry kSubtableFlag =
    1U << 13;  // bits 0-5: the index of this table; bits 8-11: of the subtable
inline constexpr DecodeEntry kEndFlag = 1U << 14;

constexpr unsigned all_bits(DecodeEntry entry) {
  return entry & 63;
}
constexpr unsigned code_bits(DecodeEntry entry) {
  return entry >> 8 & 15;
}
constexpr unsigned value(DecodeEntry entry) {
  return entry >> 16;
}

// `kRootBits` bits are the index; longer codes continue in subtables after the main table. kSize is the
// size for the worst code, as computed by zlib's examples/enough.c.
template <unsigned kRootBits, std::size_t kSize>
struct DecodeTable {
  unsigned root_bits = 0;  // kRootBits, or less if no code is that long
  std::array<DecodeEntry, kSize> entries;
};

using LiteralTable = DecodeTable<10, 1334>;  // enough 288 10 15
using DistanceTable = DecodeTable<8, 402>;   // enough 32 8 15

// The code must be complete, or consist of at most one code of one bit. Gives root_bits.
unsigned build_decode_table(const HuffmanCode& code, std::span<const DecodeEntry> symbols, unsigned root_bits,
                            std::span<DecodeEntry> table);

// The entry of each symbol, without the length of its code.
std::span<const DecodeEntry> literal_entries();
std::span<const DecodeEntry> distance_entries();

}  // namespace ws101
