#include "wsdump/watch/seek.hpp"

#include <vector>

#include "support/catch.hpp"

using namespace ws101;
using namespace ws101::wsdump;

namespace {
using Wire = std::vector<std::uint8_t>;
const Wire kHi = {0x81, 0x02, 'h', 'i'};

Wire join(std::initializer_list<Wire> parts) {
  Wire all;
  for (const Wire& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}
}  // namespace

TEST_CASE("a chain is three headers, or fewer that lead exactly to the end", "[wsdump]") {
  CHECK(chain_at(join({kHi, kHi, kHi}), 0).chain == Chain::Whole);
  CHECK(chain_at(kHi, 0).chain == Chain::Whole);
  CHECK(chain_at(join({kHi, {0x81}}), 0).chain == Chain::Short);
  CHECK(chain_at(join({kHi, {0x83, 0x00}}), 0).chain == Chain::No);              // a reserved opcode
  CHECK(chain_at(join({kHi, {0x80, 0x00}}), 0).chain == Chain::No);              // a continuation of nothing
  CHECK(chain_at(join({kHi, {0x81, 0x80, 1, 2, 3, 4}}), 0).chain == Chain::No);  // another sender
  CHECK(chain_at({}, 0).chain == Chain::Short);
  const Wire compressed = {0xC1, 0x01, 'x'};
  CHECK(chain_at(compressed, 0).chain == Chain::No);
  CHECK(chain_at(compressed, 4).chain == Chain::Whole);
}

TEST_CASE("the search finds the first chain", "[wsdump]") {
  const Wire noise = {'n', 'o', 'i', 's', 'e'};
  CHECK(seek_frames(join({noise, kHi, kHi, kHi}), 0, false) == std::optional<std::size_t>(5));
  CHECK(seek_frames(noise, 0, true) == std::nullopt);
  CHECK(seek_frames({}, 0, true) == std::nullopt);
}

TEST_CASE("with the last chance a frame at the very beginning is enough", "[wsdump]") {
  const Wire bytes = join({kHi, {0x82, 0x7E}});
  CHECK(seek_frames(bytes, 0, false) == std::nullopt);
  CHECK(seek_frames(bytes, 0, true) == std::optional<std::size_t>(0));
}
