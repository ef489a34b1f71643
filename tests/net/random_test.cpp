// Randomness: fresh every time, for every thread.
#include "net/random.hpp"

#include <algorithm>
#include <set>

#include "support/catch.hpp"
#include "support/nothing_left.hpp"

namespace ws101::testing {
namespace {

TEST_CASE_METHOD(NothingLeft, "random bytes fill all that is asked for", "[random]") {
  fill_random({});
  for (const std::size_t size : {16u, 256u, 257u, 10'000u}) {
    std::vector<std::uint8_t> one(size);
    std::vector<std::uint8_t> two(size);
    fill_random(one);
    fill_random(two);
    CHECK(one != two);
    CHECK(std::any_of(one.end() - 16, one.end(), [](std::uint8_t byte) { return byte != 0; }));
  }
}

TEST_CASE_METHOD(NothingLeft, "no masking key is given twice, and all bits take part", "[rfc6455-5.3]") {
  RandomKeys source;
  constexpr std::size_t kKeys = 8000;
  std::set<MaskingKey> different;
  MaskingKey ones{};
  for (std::size_t i = 0; i < kKeys; ++i) {
    const MaskingKey key = source.next_key();
    different.insert(key);
    for (std::size_t at = 0; at < key.size(); ++at) ones[at] |= key[at];
  }
  CHECK(different.size() >= kKeys - 5);  // by chance two of 8,000 are the same once in a hundred runs
  CHECK(ones == MaskingKey{255, 255, 255, 255});
}

}  // namespace
}  // namespace ws101::testing
