#include "deflate/huffman.hpp"

#include <vector>

#include "deflate/decode_table.hpp"
#include "deflate/streams.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;
using ws101::BitReader;
using ws101::CodeSpace;
using ws101::HuffmanCode;

namespace {

std::optional<unsigned> read(const HuffmanCode& code, std::string_view digits) {
  Bits bits;
  bits.code(digits);
  ws101::KeptBits kept;
  for (std::size_t i = 0; i < bits.size(); ++i) {
    kept.bits |= std::uint64_t{bits.bytes()[i / 8] >> (i % 8) & 1U} << i;
  }
  kept.count = static_cast<unsigned>(bits.size());
  BitReader reader(kept, {});
  return code.read_symbol(reader);
}

}  // namespace

TEST_CASE("the example of section 3.2.2 is read as it is printed", "[deflate][rfc1951-3.2.2]") {
  HuffmanCode code;
  CHECK(code.build(std::vector<std::uint8_t>{3, 3, 3, 3, 3, 2, 4, 4}) == CodeSpace::Complete);
  CHECK(code.longest() == 4);
  const char* const digits[] = {"010", "011", "100", "101", "110", "00", "1110", "1111"};
  for (unsigned symbol = 0; symbol < 8; ++symbol) CHECK(read(code, digits[symbol]) == symbol);
  CHECK(read(code, "111") == std::nullopt);  // ran dry
}

TEST_CASE("whether a code is complete", "[deflate][rfc1951-3.2.7]") {
  HuffmanCode code;
  CHECK(code.build(std::vector<std::uint8_t>{1, 1}) == CodeSpace::Complete);
  CHECK(code.build(std::vector<std::uint8_t>{1, 2, 2}) == CodeSpace::Complete);
  CHECK(code.build(std::vector<std::uint8_t>{1, 2}) == CodeSpace::Incomplete);
  CHECK(code.build(std::vector<std::uint8_t>{0, 0}) == CodeSpace::Incomplete);
  CHECK(code.longest() == 0);
  CHECK(code.build(std::vector<std::uint8_t>{1, 1, 1}) == CodeSpace::OverSubscribed);
  CHECK(code.build(std::vector<std::uint8_t>{1, 1, 15}) == CodeSpace::OverSubscribed);
}

TEST_CASE("one code of one bit: the other bit is no code", "[deflate][rfc1951-3.2.7]") {
  HuffmanCode code;
  CHECK(code.build(std::vector<std::uint8_t>{0, 0, 1}) == CodeSpace::Incomplete);
  CHECK(read(code, "0") == 2U);
  BitReader reader({1, 1}, {});
  CHECK(code.read_symbol(reader) == std::nullopt);
  CHECK_FALSE(reader.ran_dry());
}
