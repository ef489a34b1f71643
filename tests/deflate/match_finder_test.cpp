#include "deflate/match_finder.hpp"

#include "deflate/streams.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;
using ws101::Match;
using ws101::MatchFinder;
using ws101::SearchEffort;

namespace {

constexpr SearchEffort kAll = {100'000, 258, 258};

// The longest earlier occurrence of what begins at `at`, the nearest of several, by trying all.
Match by_hand(const ByteVector& text, std::size_t at, std::size_t window) {
  Match best;
  for (std::size_t distance = 1; distance <= std::min(at, window); ++distance) {
    unsigned length = 0;
    while (length < 258 && at + length < text.size() && text[at + length] == text[at + length - distance])
      ++length;
    if (length > best.length) best = {length, static_cast<unsigned>(distance)};
  }
  return best.length < 3 ? Match{} : best;
}

}  // namespace

TEST_CASE("the longest match is found at every place", "[deflate][rfc1951-4]") {
  for (const unsigned window_bits : {8U, 9U, 12U}) {
    const ByteVector text = sample_text(3000, window_bits);
    MatchFinder finder(window_bits);
    std::span<const std::uint8_t> input = text;
    finder.append(input);
    REQUIRE(input.empty());
    for (std::size_t at = 0; at < text.size(); ++at) {
      const Match found = finder.longest(0, 2, kAll);
      const Match expected = by_hand(text, at, std::size_t{1} << window_bits);
      CAPTURE(window_bits, at);
      REQUIRE(found.length == expected.length);
      REQUIRE(found.distance == expected.distance);
      REQUIRE(finder.byte() == text[at]);
      finder.advance(1);
    }
    CHECK(finder.ahead() == 0);
  }
}

TEST_CASE("a match must beat what is there already", "[deflate][rfc1951-4]") {
  const ByteVector text = bytes("abcdef abcdefg abcdefgh");
  MatchFinder finder(15);
  std::span<const std::uint8_t> input = text;
  finder.append(input);
  finder.advance(15);
  CHECK(finder.longest(0, 6, kAll).length == 7);
  CHECK(finder.longest(1, 6, kAll).length == 0);
}

TEST_CASE("three bytes from far away are no match", "[deflate][rfc1951-4]") {
  for (const std::size_t gap : {4000U, 5000U}) {
    ByteVector text = bytes("xyz");
    text.resize(gap, 'a');
    for (const char letter : {'x', 'y', 'z', '!'}) text.push_back(static_cast<std::uint8_t>(letter));
    MatchFinder finder(15);
    std::span<const std::uint8_t> input = text;
    finder.append(input);
    finder.advance(gap);
    CHECK(finder.longest(0, 2, kAll).length == (gap < 4096 ? 3U : 0U));
  }
}

TEST_CASE("after forgetting, matches begin anew", "[deflate]") {
  const ByteVector text = sample_text(1000, 1);
  MatchFinder finder(15);
  std::span<const std::uint8_t> input = text;
  finder.append(input);
  finder.advance(1000);
  CHECK(finder.last(1000).size() == 1000);
  CHECK(finder.last(1001).empty());
  SECTION("everything") {
    finder.forget();
  }
  SECTION("the last bytes, which are all") {
    finder.forget_last(1000);
  }
  input = text;
  finder.append(input);
  CHECK(finder.longest(0, 2, kAll).length == 0);
}
