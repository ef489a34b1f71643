#include "deflate/tokens.hpp"

#include "deflate/streams.hpp"
#include "support/catch.hpp"

using ws101::Tokens;

TEST_CASE("every length and distance has the symbol whose range holds it", "[deflate][rfc1951-3.2.5]") {
  for (unsigned length = 3; length <= 258; ++length) {
    const unsigned symbol = ws101::kLengthSymbols[length];
    const ws101::ExtraBits& range = ws101::kCopyLengths[symbol - 257];
    CAPTURE(length);
    REQUIRE(length >= range.base);
    REQUIRE(length - range.base < 1U << range.extra_bits);
  }
  CHECK(ws101::kLengthSymbols[258] == 285);  // not 284 with all extra bits set
  for (unsigned distance = 1; distance <= 32'768; ++distance) {
    const ws101::ExtraBits& range = ws101::kCopyDistances[ws101::distance_symbol(distance)];
    CAPTURE(distance);
    REQUIRE(distance >= range.base);
    REQUIRE(distance - range.base < 1U << range.extra_bits);
  }
}

TEST_CASE("tokens come back in order, and are counted", "[deflate]") {
  Tokens tokens;
  CHECK(tokens.empty());
  CHECK(tokens.memory() == 0);
  tokens.reserve(10);
  tokens.add_literal(0);
  tokens.add_literal(255);
  tokens.add_copy(3, 1);
  tokens.add_copy(258, 32'768);
  CHECK(tokens.bytes() == 2 + 3 + 258);
  std::string all;
  tokens.each([&](unsigned byte) { all += std::to_string(byte) + " "; },
              [&](unsigned length, unsigned distance) {
                all += std::to_string(length) + "/" + std::to_string(distance) + " ";
              });
  CHECK(all == "0 255 3/1 258/32768 ");
  CHECK(tokens.literal_frequencies[256] == 1);
  CHECK(tokens.literal_frequencies[257] == 1);
  CHECK(tokens.literal_frequencies[285] == 1);
  CHECK(tokens.distance_frequencies[29] == 1);
  tokens.release_memory();  // they are still needed
  CHECK(tokens.memory() > 0);
  tokens.clear();
  tokens.release_memory();
  CHECK(tokens.memory() == 0);
  CHECK(tokens.literal_frequencies[257] == 0);
}
