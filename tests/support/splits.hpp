// One harness for the rule "any split of the input gives the same events".
//
// for_every_split(bytes, run) calls run(pieces) once for each way of cutting the bytes:
// whole, one byte at a time, in two at every place (at sampled places when the input is long), and in seeded
// random pieces. A failing assertion inside run prints the split that broke it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
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

// Cuts bytes at the places given (rising, each inside the input) and runs once, naming the split.
template <class View, class Run>
void run_split(View bytes, const std::vector<std::size_t>& cuts, const std::string& name, Run& run) {
  std::vector<View> pieces;
  pieces.reserve(cuts.size() + 1);
  std::size_t begin = 0;
  for (const std::size_t cut : cuts) {
    pieces.push_back(View(bytes.data() + begin, cut - begin));
    begin = cut;
  }
  pieces.push_back(View(bytes.data() + begin, bytes.size() - begin));
  INFO("split: " << name);
  run(static_cast<const std::vector<View>&>(pieces));
}

// The places of one random split: pieces of 1 to longest bytes.
inline std::vector<std::size_t> random_cuts(std::size_t size, std::size_t longest, std::mt19937& random) {
  std::vector<std::size_t> cuts;
  for (std::size_t at = 1 + random() % longest; at < size; at += 1 + random() % longest) cuts.push_back(at);
  return cuts;
}

template <class View, class Run>
void for_every_split_of(View bytes, Run& run) {
  const std::size_t size = bytes.size();
  run_split(bytes, {}, "whole", run);
  if (size < 2) return;

  std::vector<std::size_t> singles(size - 1);
  for (std::size_t i = 0; i + 1 < size; ++i) singles[i] = i + 1;
  run_split(bytes, singles, "one byte at a time", run);

  const std::size_t step = size <= kCutAtEveryPlaceUpTo ? 1 : size / kSampledCuts;
  for (std::size_t cut = 1; cut < size; cut += step) {
    run_split(bytes, {cut}, "in two, " + std::to_string(cut) + " + " + std::to_string(size - cut), run);
  }

  for (unsigned seed = 1; seed <= kRandomSplits; ++seed) {
    std::mt19937 random(seed);
    const std::size_t longest = std::max<std::size_t>(1, size >> (seed % 8));
    const std::vector<std::size_t> cuts = random_cuts(size, longest, random);
    std::ostringstream name;
    name << "random, seed " << seed << ", cut at";
    for (std::size_t i = 0; i < cuts.size() && i < 20; ++i) name << ' ' << cuts[i];
    if (cuts.size() > 20) name << " ... (" << cuts.size() << " cuts)";
    run_split(bytes, cuts, name.str(), run);
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
