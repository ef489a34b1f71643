#include "deflate/code_lengths.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "deflate/format.hpp"

namespace ws101 {
namespace {

constexpr unsigned kSymbolBits = 9;  // in a Leaf, below the frequency: sorted by frequency, then by symbol
using Leaf = std::uint32_t;

// How many codes there are of each length. A tree of 288 leaves may be 287 deep.
using LengthCounts = std::array<unsigned, kFixedLiteralSymbols>;

// Huffman's tree. The leaves are sorted, and inner nodes are made in the order of their weights, so each of
// the two lightest nodes is at the front of one of two queues.
LengthCounts depths_of_leaves(std::span<const Leaf> leaves) {
  const std::size_t inner_nodes = leaves.size() - 1;
  std::array<std::uint32_t, kFixedLiteralSymbols> weights;
  std::array<std::uint16_t, kFixedLiteralSymbols> parents;  // of inner nodes
  std::array<std::uint16_t, kFixedLiteralSymbols>
      leaf_children{};  // how many children of an inner node are leaves
  std::size_t leaf = 0;
  std::size_t inner = 0;
  for (std::size_t node = 0; node < inner_nodes; ++node) {
    weights[node] = 0;
    for (int child = 0; child < 2; ++child) {
      const bool take_leaf =
          leaf < leaves.size() && (inner == node || leaves[leaf] >> kSymbolBits <= weights[inner]);
      if (take_leaf) {
        weights[node] += leaves[leaf++] >> kSymbolBits;
        ++leaf_children[node];
      } else {
        weights[node] += weights[inner];
        parents[inner++] = static_cast<std::uint16_t>(node);
      }
    }
  }

  LengthCounts counts{};
  std::array<std::uint16_t, kFixedLiteralSymbols> depths;
  for (std::size_t node = inner_nodes; node-- > 0;) {
    depths[node] =
        node + 1 == inner_nodes ? std::uint16_t{0} : static_cast<std::uint16_t>(depths[parents[node]] + 1);
    counts[depths[node] + std::size_t{1}] += leaf_children[node];
  }
  return counts;
}

// Shortens codes that are too long to `longest` bits, which needs more code space than there is. To free
// some, a pair of leaves on the last level is split: one moves up to their parent's place, the other becomes
// the sibling of a leaf further up, which moves one level down. Each such move frees one code of `longest`
// bits.
void limit_lengths(LengthCounts& counts, unsigned longest) {
  for (std::size_t length = longest + 1; length < counts.size(); ++length) counts[longest] += counts[length];
  std::size_t used = 0;  // in codes of `longest` bits
  for (unsigned length = 1; length <= longest; ++length)
    used += std::size_t{counts[length]} << (longest - length);
  for (; used > std::size_t{1} << longest; --used) {
    unsigned length = longest - 1;
    while (counts[length] == 0) --length;
    --counts[length];
    counts[length + 1] += 2;
    --counts[longest];
  }
}

// The lowest `length` bits of `code` in reverse order: swaps the halves, then the halves of these, and so
// on.
std::uint16_t reversed(unsigned code, unsigned length) {
  code = (code & 0x00ff) << 8 | (code & 0xff00) >> 8;
  code = (code & 0x0f0f) << 4 | (code & 0xf0f0) >> 4;
  code = (code & 0x3333) << 2 | (code & 0xcccc) >> 2;
  code = (code & 0x5555) << 1 | (code & 0xaaaa) >> 1;
  return static_cast<std::uint16_t>(code >> (16 - length));
}

}  // namespace

void code_lengths(std::span<const std::uint32_t> frequencies, unsigned longest,
                  std::span<std::uint8_t> lengths) {
  std::fill(lengths.begin(), lengths.end(), std::uint8_t{0});
  std::array<Leaf, kFixedLiteralSymbols> memory;
  std::size_t used = 0;
  for (std::size_t symbol = 0; symbol < frequencies.size(); ++symbol) {
    if (frequencies[symbol] != 0) {
      memory[used++] = frequencies[symbol] << kSymbolBits | static_cast<Leaf>(symbol);
    }
  }
  const auto leaves = std::span(memory).first(used);
  const auto symbol_of = [](Leaf leaf) { return leaf & ((1U << kSymbolBits) - 1); };
  if (used <= 1) {
    for (const Leaf leaf : leaves) lengths[symbol_of(leaf)] = 1;
    return;
  }
  std::sort(leaves.begin(), leaves.end());
  LengthCounts counts = depths_of_leaves(leaves);
  limit_lengths(counts, longest);
  std::size_t leaf = 0;  // the rarest symbols get the longest codes
  for (unsigned length = longest; length > 0; --length) {
    for (unsigned i = 0; i < counts[length]; ++i)
      lengths[symbol_of(leaves[leaf++])] = static_cast<std::uint8_t>(length);
  }
}

void canonical_codes(std::span<const std::uint8_t> lengths, std::span<std::uint16_t> codes) {
  using ByLength = std::array<unsigned, kCodeSizes>;
  ByLength counts{};
  for (const std::uint8_t length : lengths) ++counts[length];
  counts[0] = 0;
  ByLength next{};  // step 2 of section 3.2.2: the first code of each length
  for (unsigned length = 0; length < kLongestCode; ++length) {
    next[length + 1] = (next[length] + counts[length]) << 1;
  }
  for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol) {
    const unsigned length = lengths[symbol];
    if (length == 0) continue;
    codes[symbol] = reversed(next[length]++, length);
  }
}

}  // namespace ws101
