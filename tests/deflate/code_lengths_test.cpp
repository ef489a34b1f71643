#include "deflate/code_lengths.hpp"

#include <algorithm>
#include <numeric>
#include <queue>

#include "deflate/streams.hpp"
#include "support/catch.hpp"

using ws101::canonical_codes;
using ws101::code_lengths;
using ws101::testing::Numbers;

namespace {

using Frequencies = std::vector<std::uint32_t>;

std::vector<std::uint8_t> lengths_of(const Frequencies& frequencies, unsigned longest) {
  std::vector<std::uint8_t> lengths(frequencies.size(), 99);
  code_lengths(frequencies, longest, lengths);
  return lengths;
}

// The sum of 2^(15 - length): 2^15 for a complete code.
std::uint32_t space(const std::vector<std::uint8_t>& lengths) {
  std::uint32_t sum = 0;
  for (const std::uint8_t length : lengths) {
    if (length > 0) sum += 1U << (15 - length);
  }
  return sum;
}

std::uint64_t cost(const Frequencies& frequencies, const std::vector<std::uint8_t>& lengths) {
  return std::inner_product(frequencies.begin(), frequencies.end(), lengths.begin(), std::uint64_t{0});
}

// Huffman's algorithm with a heap: the sum of all inner nodes is the best cost.
std::uint64_t best_cost(const Frequencies& frequencies) {
  std::priority_queue<std::uint64_t, std::vector<std::uint64_t>, std::greater<>> nodes;
  for (const std::uint32_t frequency : frequencies) {
    if (frequency > 0) nodes.push(frequency);
  }
  std::uint64_t sum = 0;
  while (nodes.size() > 1) {
    std::uint64_t both = nodes.top();
    nodes.pop();
    both += nodes.top();
    nodes.pop();
    nodes.push(both);
    sum += both;
  }
  return sum;
}

}  // namespace

TEST_CASE("few symbols", "[deflate]") {
  CHECK(lengths_of({0, 0, 0}, 15) == std::vector<std::uint8_t>{0, 0, 0});
  CHECK(lengths_of({0, 7, 0}, 15) == std::vector<std::uint8_t>{0, 1, 0});
  CHECK(lengths_of({1, 0, 1000}, 15) == std::vector<std::uint8_t>{1, 0, 1});
  CHECK(lengths_of({1, 1, 2}, 15) == std::vector<std::uint8_t>{2, 2, 1});
}

TEST_CASE("as good as Huffman's algorithm where the limit does not bind", "[deflate]") {
  Numbers numbers(1);
  for (int round = 0; round < 500; ++round) {
    Frequencies frequencies(2 + numbers() % 285);
    for (auto& frequency : frequencies) frequency = numbers() % 4 == 0 ? 0 : 1 + numbers() % 100;
    frequencies[0] = frequencies[1] = 1;
    const auto lengths = lengths_of(frequencies, 15);
    CAPTURE(round);
    REQUIRE(space(lengths) == 1U << 15);
    REQUIRE(cost(frequencies, lengths) == best_cost(frequencies));
  }
}

TEST_CASE("the limit holds, and the code stays complete", "[deflate]") {
  Frequencies fibonacci = {1, 1};  // makes the deepest trees
  while (fibonacci.size() < 19) fibonacci.push_back(fibonacci.back() + fibonacci[fibonacci.size() - 2]);
  const auto seven = lengths_of(fibonacci, 7);
  CHECK(*std::max_element(seven.begin(), seven.end()) == 7);
  CHECK(space(seven) == 1U << 15);
  while (fibonacci.size() < 30) fibonacci.push_back(fibonacci.back() + fibonacci[fibonacci.size() - 2]);
  const auto fifteen = lengths_of(fibonacci, 15);
  CHECK(*std::max_element(fifteen.begin(), fifteen.end()) == 15);
  CHECK(space(fifteen) == 1U << 15);
  CHECK(cost(fibonacci, fifteen) < best_cost(fibonacci) * 101 / 100);

  Numbers numbers(2);
  for (int round = 0; round < 500; ++round) {
    Frequencies frequencies(286);
    for (auto& frequency : frequencies) frequency = 1U << (numbers() % 16);
    const auto lengths = lengths_of(frequencies, 9);
    REQUIRE(*std::max_element(lengths.begin(), lengths.end()) <= 9);
    REQUIRE(space(lengths) == 1U << 15);
  }
}

TEST_CASE("the example of section 3.2.2", "[deflate][rfc1951-3.2.2]") {
  // ABCDEFGH with lengths (3, 3, 3, 3, 3, 2, 4, 4) have the codes 010 011 100 101 110 00 1110 1111.
  const std::vector<std::uint8_t> lengths = {3, 3, 3, 3, 3, 2, 4, 4};
  std::vector<std::uint16_t> codes(8);
  canonical_codes(lengths, codes);
  CHECK(codes == std::vector<std::uint16_t>{0b010, 0b110, 0b001, 0b101, 0b011, 0b00, 0b0111, 0b1111});
}
