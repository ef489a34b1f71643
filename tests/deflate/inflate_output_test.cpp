#include "deflate/inflate_output.hpp"

#include <string_view>

#include "deflate/words.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;
using ws101::History;
using ws101::InflateOutput;

namespace {

// What a copy gives behind `said`, with `before` as the history.
std::string copied(std::string_view before, std::string_view said, std::size_t length, std::size_t distance) {
  History history(15);
  history.append(bytes(before));
  ByteVector memory(said.size() + length);
  InflateOutput output(memory, history);
  output.put(bytes(said));
  output.copy(length, distance);
  return quoted(output.bytes().subspan(said.size()));
}

}  // namespace

TEST_CASE("a copy gives again what was there", "[deflate][rfc1951-3.2.3]") {
  CHECK(copied("", "abcd", 3, 4) == "\"abc\"");
  CHECK(copied("", "abcd", 3, 3) == "\"bcd\"");
  CHECK(copied("", "Hello, ", 5, 7) == "\"Hello\"");
}

TEST_CASE("a copy may read what it has just written", "[deflate][rfc1951-3.2.3]") {
  CHECK(copied("", "XY", 5, 2) == "\"XYXYX\"");
  CHECK(copied("", "a", 7, 1) == "\"aaaaaaa\"");
  CHECK(copied("", "Hello, ", 12, 7) == "\"Hello, Hello\"");
}

TEST_CASE("a copy from before this call's output goes on with it", "[deflate][rfc1951-3.2.3]") {
  CHECK(copied("abcdef", "", 3, 6) == "\"abc\"");
  CHECK(copied("abc", "de", 4, 4) == "\"bcde\"");
  CHECK(copied("abc", "de", 7, 5) == "\"abcdeab\"");
  CHECK(copied("abc", "", 7, 3) == "\"abcabca\"");
}

TEST_CASE("a copy of each length from each distance is one byte after the other", "[deflate]") {
  const ByteVector before = random_bytes(40, 1);
  const ByteVector said = random_bytes(30, 2);
  for (std::size_t distance = 1; distance <= before.size() + said.size(); ++distance) {
    for (std::size_t length = 3; length < 100; ++length) {
      History history(15);
      history.append(before);
      ByteVector memory(said.size() + length);
      InflateOutput output(memory, history);
      output.put(said);
      output.copy(length, distance);
      ByteVector expected = before;
      expected.insert(expected.end(), said.begin(), said.end());
      for (std::size_t i = 0; i < length; ++i) expected.push_back(expected[expected.size() - distance]);
      CAPTURE(length, distance);
      REQUIRE(difference(output.bytes(), std::span(expected).subspan(before.size())) == "none");
    }
  }
}
