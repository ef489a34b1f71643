// One harness for the rule "any split of the input gives the same events".
//
// for_every_split(bytes, run) calls run(pieces) once for each way of cutting the bytes:
// whole, one byte at a time, in two at every place (at sampled places when the input is long), and in seeded
// random pieces. A failing assertion inside run prints the split that broke it.
// A harness that compares the runs itself takes the list from splits_of().
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

namespace ws101::testing {

constexpr std::size_t kCutAtEveryPlaceUpTo = 2048;  // bytes; two-part splits cost the square of the length
constexpr std::size_t kSampledCuts = 64;            // two-part splits of a longer input
constexpr unsigned kRandomSplits = 32;
constexpr std::size_t kLong = std::size_t{64}
                              << 10;  // from here on single bytes at both ends, and fewer runs
constexpr std::size_t kSingleBytesAtEnds = 4096;
constexpr std::size_t kMiddlePiece = 4093;
constexpr std::size_t kCutsOfLong = 3;
constexpr unsigned kRandomSplitsOfLong = 3;

// One way of cutting an input: the places (rising, each inside the input) and words for them.
struct Split {
  std::vector<std::size_t> cuts;
  std::string name;
};

// How many ways: all that the head of this file promises; or, for a sweep over tens of thousands of vectors,
// three for each: whole, one byte at a time, and one random split. Never fewer.
enum class SplitSet { All, Sweep };

// The places of one random split: pieces of 1 to longest bytes.
inline std::vector<std::size_t> random_cuts(std::size_t size, std::size_t longest, std::mt19937& random) {
  std::vector<std::size_t> cuts;
  for (std::size_t at = 1 + random() % longest; at < size; at += 1 + random() % longest) cuts.push_back(at);
  return cuts;
}

inline Split random_split(std::size_t size, unsigned seed) {
  std::mt19937 random(seed);
  const std::size_t longest = std::max<std::size_t>(1, size >> (seed % 8));
  Split split{random_cuts(size, longest, random), {}};
  std::ostringstream name;
  name << "random, seed " << seed << ", cut at";
  for (std::size_t i = 0; i < split.cuts.size() && i < 20; ++i) name << ' ' << split.cuts[i];
  if (split.cuts.size() > 20) name << " ... (" << split.cuts.size() << " cuts)";
  split.name = name.str();
  return split;
}

inline Split single_bytes(std::size_t size) {
  const bool is_long = size > kLong;
  Split split{{}, is_long ? "one byte at a time at both ends" : "one byte at a time"};
  for (std::size_t at = 1; at < size;) {
    split.cuts.push_back(at);
    const bool middle = is_long && at >= kSingleBytesAtEnds && at + kSingleBytesAtEnds + kMiddlePiece < size;
    at += middle ? kMiddlePiece : 1;
  }
  return split;
}

// Made once for each size and kept.
inline const std::vector<Split>& splits_of(std::size_t size, SplitSet set = SplitSet::All) {
  static std::map<std::pair<std::size_t, SplitSet>, std::vector<Split>> kept;
  std::vector<Split>& splits = kept[{size, set}];
  if (!splits.empty()) return splits;
  splits.push_back({{}, "whole"});
  if (size < 2) return splits;
  splits.push_back(single_bytes(size));
  if (set == SplitSet::Sweep) {
    splits.push_back(random_split(size, static_cast<unsigned>(size)));
    return splits;
  }
  const std::size_t sampled = size > kLong ? kCutsOfLong : kSampledCuts;
  const std::size_t step = size <= kCutAtEveryPlaceUpTo ? 1 : size / sampled;
  for (std::size_t cut = 1; cut < size; cut += step) {
    splits.push_back({{cut}, "in two, " + std::to_string(cut) + " + " + std::to_string(size - cut)});
  }
  const unsigned seeds = size > kLong ? kRandomSplitsOfLong : kRandomSplits;
  for (unsigned seed = 1; seed <= seeds; ++seed) splits.push_back(random_split(size, seed));
  return splits;
}

// The pieces of one split.
template <class View>
std::vector<View> pieces_of(View bytes, const Split& split) {
  std::vector<View> pieces;
  pieces.reserve(split.cuts.size() + 1);
  std::size_t begin = 0;
  for (const std::size_t cut : split.cuts) {
    pieces.push_back(View(bytes.data() + begin, cut - begin));
    begin = cut;
  }
  pieces.push_back(View(bytes.data() + begin, bytes.size() - begin));
  return pieces;
}

template <class View, class Run>
void for_every_split_of(View bytes, Run& run) {
  for (const Split& split : splits_of(bytes.size())) {
    const std::vector<View> pieces = pieces_of(bytes, split);
    INFO("split: " << split.name);
    run(pieces);
  }
}

// run takes const std::vector<std::string_view>&.
template <class Run>
void for_every_split(std::string_view bytes, Run run) {
  for_every_split_of(bytes, run);
}

// run takes const std::vector<std::span<const std::uint8_t>>&.
template <class Run>
void for_every_split(std::span<const std::uint8_t> bytes, Run run) {
  for_every_split_of(bytes, run);
}

}  // namespace ws101::testing
