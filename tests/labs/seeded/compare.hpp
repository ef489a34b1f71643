// Compares what the linked code makes of one student's values with what the reference made of them, in several splits.
#pragma once

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "labs/seeded/observe.hpp"
#include "support/catch.hpp"
#include "support/splits.hpp"

namespace ws101::labs {

inline void compare_with_vectors(std::string (*observe)(std::string_view, const Pieces&)) {
  const char* const path = std::getenv("WS101_VECTORS");
  REQUIRE(path != nullptr);
  std::ifstream file(path);
  std::string line;
  std::size_t compared = 0;
  while (std::getline(file, line)) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    REQUIRE(second != std::string::npos);
    const std::string kind = line.substr(0, first);
    const ByteString input = from_hex(std::string_view(line).substr(first + 1, second - first - 1));
    const ByteString words = from_hex(std::string_view(line).substr(second + 1));
    const std::string expected(words.begin(), words.end());
    for (const testing::Split& split : testing::splits_of(input.size(), testing::SplitSet::Sweep)) {
      INFO(kind << ": " << to_hex(input));
      INFO("split: " << split.name);
      REQUIRE(observe(kind, testing::pieces_of(Bytes(input), split)) == expected);
    }
    ++compared;
  }
  CHECK(compared > 0);
}

}  // namespace ws101::labs
