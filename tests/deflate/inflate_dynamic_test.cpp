// The header of a dynamic block, one thing a test, in the order in which it is read.
#include "deflate/format.hpp"
#include "deflate/words.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;

TEST_CASE("more codes than the alphabets have symbols are refused", "[deflate][rfc1951-3.2.7]") {
  CHECK(inflated(Bits().stored(bytes("a")).dynamic(30, 0, {0, 0, 0, 0})) ==
        "\"a\", failed: too-many-lengths");
  CHECK(inflated(Bits().stored(bytes("a")).dynamic(0, 30, {0, 0, 0, 0})) ==
        "\"a\", failed: too-many-lengths");
  // 286 and 30 are all that there are: the next fault is another one.
  CHECK(inflated(Bits().dynamic(29, 29, {0, 0, 0, 0})) == "\"\", failed: code-length-code-incomplete");
}

TEST_CASE("the code length code must be complete", "[deflate][rfc1951-3.2.7]") {
  CHECK(inflated(Bits().dynamic(0, 0, {1, 1, 1, 0})) == "\"\", failed: code-length-code-over-subscribed");
  CHECK(inflated(Bits().dynamic(0, 0, {1, 2, 0, 0})) == "\"\", failed: code-length-code-incomplete");
  CHECK(inflated(Bits().dynamic(0, 0, {0, 0, 1, 0})) == "\"\", failed: code-length-code-incomplete");
}

TEST_CASE("the first code length cannot repeat one before it", "[deflate][rfc1951-3.2.7]") {
  // The first of the odd order is 16, the third is 18: 16 is 0, 18 is 1.
  CHECK(inflated(Bits().dynamic(0, 0, {1, 0, 1, 0}).code("0").number(0, 2)) ==
        "\"\", failed: repeat-without-previous");
}

TEST_CASE("a repetition cannot go past the last code", "[deflate][rfc1951-3.2.7]") {
  const Bits start = Bits().dynamic(0, 0, {1, 0, 1, 0}).code("1").number(127, 7);  // 138 of 258
  CHECK(inflated(Bits(start).code("1").number(110, 7)) == "\"\", failed: repeat-too-long");
  CHECK(inflated(Bits(start).code("1").number(107, 7).code("0").number(0, 2)) ==
        "\"\", failed: repeat-too-long");
  CHECK(inflated(Bits(start).code("1").number(109, 7)) == "\"\", failed: no-end-of-block");  // just fits
}

TEST_CASE("the end of the block must have a code", "[deflate][rfc1951-3.2.7]") {
  CHECK(inflated(with_256_zeros().code("10").code("11")) == "\"\", failed: no-end-of-block");
}

TEST_CASE("a literal/length code that is over-subscribed or incomplete is refused",
          "[deflate][rfc1951-3.2.7]") {
  CHECK(inflated(over_subscribed_literals()) == "\"\", failed: literal-code-over-subscribed");
  CHECK(inflated(incomplete_literals()) == "\"\", failed: literal-code-incomplete");
}

TEST_CASE("a distance code that is over-subscribed or incomplete is refused", "[deflate][rfc1951-3.2.7]") {
  CHECK(inflated(over_subscribed_distances()) == "\"\", failed: distance-code-over-subscribed");
  CHECK(inflated(incomplete_distances()) == "\"\", failed: distance-code-incomplete");
}

TEST_CASE("the gene of chapter 14", "[deflate][rfc1951-3.2.7]") {
  CHECK(inflated(from_hex("04 c1 41 0d 00 00 0c 03 21 ad a4 8f 19 38 ff 19 9c 32 93 72 26 a7 cc 03")) ==
        "\"gattacacatattagacatagattaca\", needs input");
}

namespace {

// "gag", in a dynamic block in which the letters a to g and the end have 3 bits each, so many of them by 16.
Bits gag(unsigned times) {
  // 0 is 00, 3 is 01, 16 is 10, 18 is 11. Then a is 000, g 110, the end 111.
  Bits block = Bits().dynamic(0, 0, {2, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2});
  block.code("11").number('a' - 11, 7).code("01").code("10").number(times - 3, 2);
  for (unsigned left = 6 - times; left > 0; --left) block.code("01");
  block.code("11").number(127, 7).code("11").number(256 - 'h' - 138 - 11, 7).code("01").code("00");
  return block.code("110").code("000").code("110").code("111");
}

}  // namespace

TEST_CASE("16 repeats the code length before it, 3 to 6 times", "[deflate][rfc1951-3.2.7]") {
  for (unsigned times = 3; times <= 6; ++times) {
    CAPTURE(times);
    CHECK(inflated(gag(times)) == "\"gag\", needs input");
  }
}

TEST_CASE("nothing of a dynamic block is left in the next one", "[deflate][rfc1951-3.2.7]") {
  // The code length code of the first block has 1 and 2 among its symbols; that of the second leaves them out.
  CHECK(inflated(with_256_zeros().code("11").code("11").code("0").append(gag(3)).append(gag(6))) ==
        "\"gaggag\", needs input");
}

TEST_CASE("17 is 3 to 10 zeros, 18 is 11 to 138", "[deflate][rfc1951-3.2.7]") {
  for (unsigned zeros = 3; zeros <= 138; ++zeros) {
    // 1 is 00, 2 is 01, 18 is 10, 0 is 110, 17 is 111. Lengths: 2 for a and the byte behind the zeros, 1 for the end.
    Bits stream = Bits().dynamic(0, 0, {0, 3, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2});
    stream.code("10").number('a' - 11, 7).code("01");
    if (zeros <= 10) {
      stream.code("111").number(zeros - 3, 3);
    } else {
      stream.code("10").number(zeros - 11, 7);
    }
    unsigned left = 256 - 'a' - 2 - zeros;
    stream.code("01");
    if (left > 138) {  // more than one 18 can be
      stream.code("10").number(20 - 11, 7);
      left -= 20;
    }
    stream.code("10").number(left - 11, 7).code("00").code("110");
    const ByteVector expected = {'a', static_cast<std::uint8_t>('b' + zeros)};
    CAPTURE(zeros);
    REQUIRE(inflated(stream.code("10").code("11").code("0")) == quoted(expected) + ", needs input");
  }
}

TEST_CASE("a repetition may go from the literals into the distances", "[deflate][rfc1951-3.2.7]") {
  // 2 is 0, 16 is 10, 18 is 11. Lengths of 2 for a, b, 256, 257, and for the distances 1 to 4: five of these eight by 16.
  Bits stream = Bits().dynamic(1, 3, {2, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
  stream.code("11").number('a' - 11, 7).code("0").code("0");
  stream.code("11")
      .number(127, 7)
      .code("11")
      .number(256 - 'c' - 138 - 11, 7)
      .code("0")
      .code("10")
      .number(2, 2);
  // a, b, copy 3 from 2 back, the end.
  CHECK(inflated(stream.code("00").code("01").code("11").code("01").code("10")) == "\"ababa\", needs input");
}

TEST_CASE("one distance code of one bit is allowed; its other bit is no code", "[deflate][rfc1951-3.2.7]") {
  // 18 is 0, 1 is 10, 2 is 11. Lengths: 1 for a, 2 for 256 and 257, 1 for the distance 1.
  Bits stream = with_lengths(1, 0, 1, 0, 2, 2).code("0").number('a' - 11, 7).code("10");
  stream.code("0").number(127, 7).code("0").number(256 - 'b' - 138 - 11, 7).code("11").code("11").code("10");
  stream.code("0").code("11");  // a, a copy of 3
  CHECK(inflated(Bits(stream).code("0").code("10")) == "\"aaaa\", needs input");
  CHECK(inflated(Bits(stream).code("1").code("10")) == "\"a\", failed: unused-code");
}

TEST_CASE("a block without distance codes is allowed; a copy in it is not", "[deflate][rfc1951-3.2.7]") {
  // 18 is 0, 0 is 10, 1 is 11. One bit for 256 and 257, none for the distance.
  const Bits stream = with_256_zeros(1).code("11").code("11").code("10");
  CHECK(inflated(Bits(stream).code("0")) == "\"\", needs input");
  CHECK(inflated(Bits(stream).code("1").pad().number(0, 16)) == "\"\", failed: unused-code");
}

TEST_CASE("a literal/length code of one code of one bit is allowed", "[deflate][rfc1951-3.2.7]") {
  const Bits stream = with_256_zeros().code("11").code("10");
  CHECK(inflated(Bits(stream).code("0")) == "\"\", needs input");
  CHECK(inflated(Bits(stream).code("1").pad()) == "\"\", failed: unused-code");
}
