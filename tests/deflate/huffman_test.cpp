#include "deflate/huffman.hpp"

#include <string>
#include <vector>

#include "deflate/words.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;
using ws101::BitReader;
using ws101::CodeSpace;
using ws101::HuffmanCode;

TEST_CASE("how many codes there are of each length, and the symbols in the order of their codes",
          "[deflate][rfc1951-3.2.2]") {
  HuffmanCode code;
  code.build(std::vector<std::uint8_t>{3, 3, 3, 3, 3, 2, 4, 4});
  CHECK(code.longest() == 4);
  CHECK(code.count(2) == 1);
  CHECK(code.count(3) == 5);
  CHECK(code.count(4) == 2);
  CHECK(code.count(15) == 0);
  const auto symbols = code.symbols();
  CHECK(std::vector<unsigned>(symbols.begin(), symbols.end()) ==
        std::vector<unsigned>{5, 0, 1, 2, 3, 4, 6, 7});
  // Nothing is left of it in the next code. A symbol without a code is not in the list.
  code.build(std::vector<std::uint8_t>{0, 1, 0, 1});
  CHECK(code.longest() == 1);
  CHECK(code.count(1) == 2);
  CHECK(code.count(3) == 0);
  const auto two = code.symbols();
  CHECK(std::vector<unsigned>(two.begin(), two.end()) == std::vector<unsigned>{1, 3});
}

TEST_CASE("the example of section 3.2.2 is read as it is printed", "[deflate][rfc1951-3.2.2]") {
  HuffmanCode code;
  CHECK(code.build(std::vector<std::uint8_t>{3, 3, 3, 3, 3, 2, 4, 4}) == CodeSpace::Complete);
  const char* const digits[] = {"010", "011", "100", "101", "110", "00", "1110", "1111"};
  for (unsigned symbol = 0; symbol < 8; ++symbol) {
    CAPTURE(digits[symbol]);
    CHECK(symbol_in(code, digits[symbol]) == "symbol " + std::to_string(symbol));
  }
}

TEST_CASE("the code of chapter 14: blank, comma, H, e, l, o", "[deflate][rfc1951-3.2.2]") {
  HuffmanCode code;
  code.build(std::vector<std::uint8_t>{3, 3, 3, 3, 2, 2});
  const char* const digits[] = {"100", "101", "110", "111", "00", "01"};
  for (unsigned symbol = 0; symbol < 6; ++symbol) {
    CAPTURE(digits[symbol]);
    CHECK(symbol_in(code, digits[symbol]) == "symbol " + std::to_string(symbol));
  }
}

TEST_CASE("a symbol takes the bits of its code and no more; a code that is cut runs dry", "[deflate]") {
  HuffmanCode code;
  code.build(std::vector<std::uint8_t>{1, 2, 3, 3});  // 0, 10, 110, 111
  const Bits bits = Bits().code("10").code("0").code("110").code("111").code("11");
  BitReader reader({}, bits.bytes());
  CHECK(code.read_symbol(reader) == 1U);
  CHECK(code.read_symbol(reader) == 0U);
  CHECK(code.read_symbol(reader) == 2U);
  CHECK(reader.kept().count == 2);
  CHECK(symbol_in(code, "11") == "ran dry");
  CHECK(symbol_in(code, "") == "ran dry");
}

TEST_CASE("codes of 15 bits", "[deflate][rfc1951-3.2.7]") {
  HuffmanCode code;
  CHECK(code.build(std::vector<std::uint8_t>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 15}) ==
        CodeSpace::Complete);
  CHECK(code.longest() == 15);
  CHECK(symbol_in(code, "111111111111110") == "symbol 14");
  CHECK(symbol_in(code, "111111111111111") == "symbol 15");
  CHECK(symbol_in(code, "11111111111110") == "symbol 13");
}

TEST_CASE("a code with a place left over is incomplete", "[deflate][rfc1951-3.2.7]") {
  HuffmanCode code;
  CHECK(code.build(std::vector<std::uint8_t>{1, 2, 2}) == CodeSpace::Complete);
  CHECK(code.build(std::vector<std::uint8_t>{1, 2}) == CodeSpace::Incomplete);
  CHECK(code.build(std::vector<std::uint8_t>{1, 2, 3, 15}) == CodeSpace::Incomplete);
  CHECK(code.build(std::vector<std::uint8_t>{0, 0}) == CodeSpace::Incomplete);
  CHECK(code.longest() == 0);
}

TEST_CASE("a code with more codes than places is over-subscribed", "[deflate][rfc1951-3.2.7]") {
  HuffmanCode code;
  CHECK(code.build(std::vector<std::uint8_t>{1, 1}) == CodeSpace::Complete);
  CHECK(code.build(std::vector<std::uint8_t>{1, 1, 1}) == CodeSpace::OverSubscribed);
  CHECK(code.build(std::vector<std::uint8_t>{1, 1, 15}) == CodeSpace::OverSubscribed);
  CHECK(code.build(std::vector<std::uint8_t>{2, 2, 2, 3, 3, 3}) == CodeSpace::OverSubscribed);
}

TEST_CASE("one code of one bit: the other bit is no code", "[deflate][rfc1951-3.2.7]") {
  HuffmanCode code;
  CHECK(code.build(std::vector<std::uint8_t>{0, 0, 1}) == CodeSpace::Incomplete);
  CHECK(symbol_in(code, "0") == "symbol 2");
  CHECK(symbol_in(code, "1") == "no code");
}
