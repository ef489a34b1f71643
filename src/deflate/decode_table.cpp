#include "deflate/decode_table.hpp"

#include <algorithm>

namespace ws101 {
namespace {

constexpr DecodeEntry entry_for(ExtraBits extra) {
  return DecodeEntry{extra.base} << 16 | extra.extra_bits;
}

constexpr std::array<DecodeEntry, kFixedLiteralSymbols> all_literal_entries() {
  std::array<DecodeEntry, kFixedLiteralSymbols> entries{};
  entries.fill(kExceptionalFlag);
  for (DecodeEntry byte = 0; byte < 256; ++byte) entries[byte] = byte << 16 | kLiteralFlag;
  entries[kEndOfBlock] = kExceptionalFlag | kEndFlag;
  for (std::size_t i = 0; i < kCopyLengths.size(); ++i)
    entries[kFirstLengthSymbol + i] = entry_for(kCopyLengths[i]);
  return entries;
}
constexpr auto kLiteralEntries = all_literal_entries();

constexpr std::array<DecodeEntry, kFixedDistanceSymbols> all_distance_entries() {
  std::array<DecodeEntry, kFixedDistanceSymbols> entries{};
  entries.fill(kExceptionalFlag);
  for (std::size_t i = 0; i < kCopyDistances.size(); ++i) entries[i] = entry_for(kCopyDistances[i]);
  return entries;
}
constexpr auto kDistanceEntries = all_distance_entries();

// Both counts of an entry for a code of `length` bits.
constexpr DecodeEntry both_counts(unsigned length) {
  return length << 8 | length;
}

// The next code of `length` bits. Both are reversed: the first bit of the stream is the lowest.
unsigned next_reversed(unsigned code, unsigned length) {
  unsigned bit = 1U << (length - 1);
  for (; (code & bit) != 0; bit >>= 1) code ^= bit;
  return code | bit;
}

// Fills every place of `table` whose lowest bits are the code.
void fill(std::span<DecodeEntry> table, unsigned code, unsigned length, DecodeEntry entry) {
  for (std::size_t i = code; i < table.size(); i += std::size_t{1} << length) table[i] = entry;
}

using Counts = std::array<unsigned, kCodeSizes>;

// How many bits index the subtable whose first code has `length` bits: as many as the remaining codes fill.
unsigned subtable_bits(const Counts& left, unsigned length, unsigned root_bits, unsigned longest) {
  unsigned bits = length - root_bits;
  int free = 1 << bits;
  while (bits + root_bits < longest) {
    free -= static_cast<int>(left[bits + root_bits]);
    if (free <= 0) break;
    ++bits;
    free <<= 1;
  }
  return bits;
}

}  // namespace

std::span<const DecodeEntry> literal_entries() {
  return kLiteralEntries;
}
std::span<const DecodeEntry> distance_entries() {
  return kDistanceEntries;
}

unsigned build_decode_table(const HuffmanCode& code, std::span<const DecodeEntry> symbols, unsigned root_bits,
                            std::span<DecodeEntry> table) {
  const unsigned longest = code.longest();
  root_bits = std::clamp(longest, 1U, root_bits);
  const auto root = table.first(std::size_t{1} << root_bits);
  if (longest <= 1) std::fill(root.begin(), root.end(), kExceptionalFlag | both_counts(longest));

  Counts left{};  // codes of each length that are not in the table yet
  for (unsigned length = 1; length <= kLongestCode; ++length) left[length] = code.count(length);

  unsigned length = 1;
  unsigned reversed = 0;
  unsigned prefix = ~0U;            // the first root_bits of the codes in `subtable`
  std::span<DecodeEntry> subtable;  // the current one
  std::size_t end = root.size();    // of the used part of the table
  for (const std::uint16_t symbol : code.symbols()) {
    while (left[length] == 0) ++length;
    if (length <= root_bits) {
      fill(root, reversed, length, symbols[symbol] + both_counts(length));
    } else {
      if ((reversed & (root.size() - 1)) != prefix) {
        prefix = reversed & static_cast<unsigned>(root.size() - 1);
        const unsigned bits = subtable_bits(left, length, root_bits, longest);
        subtable = table.subspan(end, std::size_t{1} << bits);
        root[prefix] =
            static_cast<DecodeEntry>(end) << 16 | kExceptionalFlag | kSubtableFlag | bits << 8 | root_bits;
        end += subtable.size();
      }
      fill(subtable, reversed >> root_bits, length - root_bits,
           symbols[symbol] + both_counts(length - root_bits));
    }
    reversed = next_reversed(reversed, length);
    --left[length];
  }
  return root_bits;
}

}  // namespace ws101
