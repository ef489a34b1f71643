#include "deflate/inflate_codes.hpp"

#include <string>

#include "deflate/words.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;
using ws101::HuffmanCode;

TEST_CASE("the fixed codes: the first and the last of each length", "[deflate][rfc1951-3.2.6]") {
  const HuffmanCode& literal = ws101::fixed_codes().literal;
  CHECK(symbol_in(literal, "00110000") == "symbol 0");
  CHECK(symbol_in(literal, "10111111") == "symbol 143");
  CHECK(symbol_in(literal, "110010000") == "symbol 144");
  CHECK(symbol_in(literal, "111111111") == "symbol 255");
  CHECK(symbol_in(literal, "0000000") == "symbol 256");
  CHECK(symbol_in(literal, "0010111") == "symbol 279");
  CHECK(symbol_in(literal, "11000000") == "symbol 280");
  CHECK(symbol_in(literal, "11000111") == "symbol 287");
  const HuffmanCode& distance = ws101::fixed_codes().distance;
  CHECK(symbol_in(distance, "00000") == "symbol 0");
  CHECK(symbol_in(distance, "11111") == "symbol 31");
}

TEST_CASE("each symbol of the fixed codes", "[deflate][rfc1951-3.2.6]") {
  for (unsigned symbol = 0; symbol < 288; ++symbol) {
    CAPTURE(symbol);
    REQUIRE(symbol_in(ws101::fixed_codes().literal, Bits().fixed(symbol)) ==
            "symbol " + std::to_string(symbol));
  }
  for (unsigned symbol = 0; symbol < 32; ++symbol) {
    CAPTURE(symbol);
    REQUIRE(symbol_in(ws101::fixed_codes().distance, Bits().fixed_distance(symbol)) ==
            "symbol " + std::to_string(symbol));
  }
}
