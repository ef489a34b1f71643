#include "deflate/bit_reader.hpp"

#include <string>

#include "deflate/streams.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;
using ws101::BitReader;
using ws101::KeptBits;

TEST_CASE("the first bit of a byte is its lowest", "[deflate][rfc1951-3.1.1]") {
  const ByteVector input = {0b10110010, 0b00000001};
  BitReader reader({}, input);
  std::string bits;
  for (int i = 0; i < 9; ++i) bits += reader.take(1) == 0 ? '0' : '1';
  CHECK(bits == "010011011");
}

TEST_CASE("a number of several bits has its lowest bit first", "[deflate][rfc1951-3.1.1]") {
  // The first byte of "Hello" in chapter 14: BFINAL 0, BTYPE 01, and the first five bits of 'H'.
  const ByteVector input = {0xf2};
  BitReader reader({}, input);
  CHECK(reader.take(1) == 0);
  CHECK(reader.take(2) == 1);
  CHECK(reader.take(5) == 0b11110);
}

TEST_CASE("a number goes on in the next byte, above the bits that it has", "[deflate][rfc1951-3.1.1]") {
  const ByteVector input = {0xf2, 0x48, 0xcd, 0x05, 0x60, 0x78, 0x9a};
  BitReader reader({}, input);
  CHECK(reader.take(4) == 0x2);
  CHECK(reader.take(8) == 0x8f);
  CHECK(reader.take(12) == 0xcd4);
  CHECK(reader.take(32) == 0x9a78'6005);
}

TEST_CASE("bits come from the lowest to the highest of each byte", "[deflate][rfc1951-3.1.1]") {
  const ByteVector input = {0b10110100, 0b00000001, 0xff, 0x12};
  BitReader reader({}, input);
  CHECK(reader.take(0) == 0);
  CHECK(reader.used() == 0);
  CHECK(reader.take(3) == 0b100);
  CHECK(reader.used() == 1);
  CHECK(reader.take(6) == 0b110110);
  CHECK(reader.take(7) == 0);
  CHECK(reader.take_bytes(1).front() == 0xff);
  CHECK(reader.take(8) == 0x12);
  CHECK_FALSE(reader.ran_dry());
  CHECK(reader.take(1) == 0);
  CHECK(reader.ran_dry());
}

TEST_CASE("a reader that runs dry keeps its bits, and the next one goes on with them", "[deflate]") {
  const ByteVector first = {0xab, 0xcd};
  BitReader reader({}, first);
  CHECK(reader.take(4) == 0xb);
  CHECK(reader.take(32) == 0);
  CHECK(reader.ran_dry());
  const KeptBits kept = reader.keep_rest();
  CHECK(kept.count == 12);
  const ByteVector second = {0x12, 0x34, 0x56};
  BitReader next(kept, second);
  CHECK(next.take(32) == 0x6341'2cda);
}

TEST_CASE("skipping to the next byte", "[deflate][rfc1951-3.2.4]") {
  const ByteVector input = {0xff, 0x22, 0x33};
  BitReader reader({}, input);
  reader.skip_to_byte();
  CHECK(reader.take(3) == 7);
  reader.skip_to_byte();
  reader.skip_to_byte();
  CHECK(reader.take(16) == 0x3322);
  // Whole bytes that an earlier reader kept are not skipped.
  BitReader kept({0x7'55aa, 19}, {});
  kept.skip_to_byte();
  CHECK(kept.take(16) == 0xeab5);
  CHECK(kept.kept().count == 0);
}

TEST_CASE("whole bytes that the fast twin did not need go back", "[deflate]") {
  const ByteVector input = {1, 2, 3, 4};
  BitReader reader({0b101, 3}, input);
  reader.resume({0xffff'ff07, 19}, 3);
  CHECK(reader.used() == 1);
  CHECK(reader.take(3) == 7);
  CHECK(reader.take(8) == 2);
  // Bits of an earlier piece cannot go back.
  BitReader other({0xabc, 12}, input);
  other.resume({0xabc, 12}, 0);
  CHECK(other.kept().count == 12);
}
