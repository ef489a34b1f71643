#include "deflate/inflate_codes.hpp"

#include "deflate/streams.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;
using ws101::BitReader;
using ws101::HuffmanCode;

namespace {

std::optional<unsigned> read(const HuffmanCode& code, const Bits& bits) {
  BitReader reader({}, bits.bytes());
  return code.read_symbol(reader);
}

}  // namespace

TEST_CASE("the fixed codes: the first and the last of each length", "[deflate][rfc1951-3.2.6]") {
  const HuffmanCode& literal = ws101::fixed_codes().literal;
  CHECK(read(literal, Bits().code("00110000")) == 0U);
  CHECK(read(literal, Bits().code("10111111")) == 143U);
  CHECK(read(literal, Bits().code("110010000")) == 144U);
  CHECK(read(literal, Bits().code("111111111")) == 255U);
  CHECK(read(literal, Bits().code("0000000")) == 256U);
  CHECK(read(literal, Bits().code("0010111")) == 279U);
  CHECK(read(literal, Bits().code("11000000")) == 280U);
  CHECK(read(literal, Bits().code("11000111")) == 287U);
  const HuffmanCode& distance = ws101::fixed_codes().distance;
  CHECK(read(distance, Bits().code("00000")) == 0U);
  CHECK(read(distance, Bits().code("11111")) == 31U);
}

TEST_CASE("each symbol of the fixed codes", "[deflate][rfc1951-3.2.6]") {
  for (unsigned symbol = 0; symbol < 288; ++symbol) {
    CAPTURE(symbol);
    REQUIRE(read(ws101::fixed_codes().literal, Bits().fixed(symbol)) == symbol);
  }
  for (unsigned symbol = 0; symbol < 32; ++symbol) {
    CAPTURE(symbol);
    REQUIRE(read(ws101::fixed_codes().distance, Bits().fixed_distance(symbol)) == symbol);
  }
}
