// Out-of-order segments kept without overlap.
#include "wsdump/capture/held_segments.hpp"

#include <random>

#include "support/catch.hpp"
#include "tools/wsdump/capture/capture_builder.hpp"

using namespace ws101;
using namespace ws101::testing;

TEST_CASE("Random overlapping segments of one text come out as that text, once") {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    std::string text(200, ' ');
    for (char& c : text) c = static_cast<char>('a' + random() % 26);
    std::vector<bool> covered(text.size(), false);
    wsdump::HeldSegments held;
    for (int i = 0; i < 30; ++i) {
      const std::size_t begin = random() % text.size();
      const std::size_t length = 1 + random() % std::min<std::size_t>(20, text.size() - begin);
      CHECK(held.insert(begin, bytes_of(text.substr(begin, length)), length, {}));
      for (std::size_t k = 0; k < length; ++k) covered[begin + k] = true;
    }
    std::size_t bytes = 0;
    std::size_t at = 0;
    while (!held.empty()) {
      const std::size_t offset = static_cast<std::size_t>(held.first_offset());
      const wsdump::HeldSegment segment = held.take_first();
      REQUIRE(offset >= at);
      for (; at < offset; ++at) CHECK_FALSE(covered[at]);
      REQUIRE(segment.data.size() == segment.length);
      for (const std::uint8_t byte : segment.data) {
        CHECK(covered[at]);
        CHECK(static_cast<char>(byte) == text[at++]);
      }
      bytes += segment.data.size();
    }
    CHECK(held.bytes() == 0);
    CHECK(bytes == static_cast<std::size_t>(std::count(covered.begin(), covered.end(), true)));
  }
}

TEST_CASE("A copy that differs is told, and a cut part covers its place") {
  wsdump::HeldSegments held;
  CHECK(held.insert(10, bytes_of("ab"), 5, {}));    // 2 of 5 bytes captured
  CHECK(held.insert(11, bytes_of("bXYZ"), 4, {}));  // nothing to compare XYZ with
  CHECK_FALSE(held.insert(10, bytes_of("zb"), 2, {}));
  CHECK(held.count() == 1);
  CHECK(held.take_first().length == 5);
}
