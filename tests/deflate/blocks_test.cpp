// Stored blocks, fixed blocks and copies, one thing a test: the order in which an inflater is best written.
#include "deflate/format.hpp"
#include "deflate/words.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;
using ws101::Inflater;
using ws101::kCopyDistances;
using ws101::kCopyLengths;

// ---- Stored blocks

TEST_CASE("a stored block", "[deflate][rfc1951-3.2.4]") {
  CHECK(inflated(from_hex("00 05 00 fa ff 48 65 6c 6c 6f")) == "\"Hello\", needs input");
}

TEST_CASE("LEN has its lower byte first", "[deflate][rfc1951-3.2.4]") {
  const Bits stream = Bits().stored(ByteVector(300, 'a'));
  CHECK(stream.bytes()[1] == 300 - 256);
  CHECK(inflated(stream) == "\"{a x300}\", needs input");
  CHECK(inflated(Bits().stored(ByteVector(65535, 'b'))) == "\"{b x65535}\", needs input");
}

TEST_CASE("the bits before LEN are skipped, whatever they are", "[deflate][rfc1951-3.2.4]") {
  CHECK(inflated(from_hex("f8 02 00 fd ff 48 69")) == "\"Hi\", needs input");
}

TEST_CASE("a stored block may be empty, and another one may follow", "[deflate][rfc1951-3.2.4]") {
  CHECK(inflated(from_hex("00 00 00 ff ff 00 02 00 fd ff 48 69")) == "\"Hi\", needs input");
}

TEST_CASE("a stored block with BFINAL is the last, and what follows is left alone",
          "[deflate][rfc1951-3.2.3]") {
  CHECK(inflated(from_hex("01 02 00 fd ff 48 69 de ad")) == "\"Hi\", final block after 7 bytes");
}

TEST_CASE("NLEN must be the complement of LEN", "[deflate][rfc1951-3.2.4]") {
  const Bits good = Bits().stored(bytes("good"));
  for (const unsigned nlen : {0xfffbU, 0x0005U, 0xfefaU, 0x7ffaU}) {  // 0xfffa is right
    CAPTURE(nlen);
    CHECK(inflated(Bits(good).header(0).pad().number(5, 16).number(nlen, 16)) ==
          "\"good\", failed: stored-length-mismatch");
  }
}

TEST_CASE("the block type 3 is refused", "[deflate][rfc1951-3.2.3]") {
  CHECK(inflated(Bits().stored(bytes("good")).header(3)) == "\"good\", failed: reserved-block-type");
}

// ---- Fixed blocks

TEST_CASE("a fixed block of literals", "[deflate][rfc1951-3.2.6]") {
  CHECK(inflated(from_hex("f2 48 cd c9 c9 07 00")) == "\"Hello\", needs input");
}

TEST_CASE("each literal of a fixed block, of 8 bits and of 9", "[deflate][rfc1951-3.2.6]") {
  for (unsigned byte = 0; byte < 256; ++byte) {
    const ByteVector expected = {'a', static_cast<std::uint8_t>(byte), 'b'};
    CAPTURE(byte);
    REQUIRE(inflated(Bits().header(1).fixed('a').fixed(byte).fixed('b').fixed(256).pad()) ==
            quoted(expected) + ", needs input");
  }
}

TEST_CASE("blocks follow each other without a gap", "[deflate][rfc1951-3.2.3]") {
  const Bits stream = Bits()
                          .header(1)
                          .fixed('a')
                          .fixed(256)
                          .header(1)
                          .fixed('b')
                          .fixed(256)
                          .stored(bytes("c"))
                          .header(1, true)
                          .fixed('d')
                          .fixed(256);
  CHECK(inflated(stream) ==
        "\"abcd\", final block after " + std::to_string(stream.bytes().size()) + " bytes");
}

// ---- Copies

TEST_CASE("a copy in a fixed block: Hello, Hello, Hello", "[deflate][rfc1951-3.2.5]") {
  Bits stream = Bits().header(1);
  for (const char letter : std::string("Hello, ")) stream.fixed(static_cast<unsigned>(letter));
  stream.fixed(265).number(1, 1).fixed_distance(5).number(0, 1).fixed(256);
  CHECK(inflated(stream) == "\"Hello, Hello, Hello\", needs input");
}

TEST_CASE("each length from 3 to 257", "[deflate][rfc1951-3.2.5]") {
  for (unsigned symbol = 257; symbol < 285; ++symbol) {
    const auto [base, extra_bits] = kCopyLengths[symbol - 257];
    for (unsigned extra = 0; extra < 1U << extra_bits; ++extra) {
      if (base + extra == 258) continue;  // this one has a symbol of its own
      CAPTURE(symbol, extra);
      const Bits stream = Bits()
                              .header(1)
                              .fixed('a')
                              .fixed(symbol)
                              .number(extra, extra_bits)
                              .fixed_distance(0)
                              .fixed('b')
                              .fixed(256);
      const ByteVector run(1 + base + extra, 'a');
      std::string expected = quoted(run);
      expected.insert(expected.size() - 1, "b");
      REQUIRE(inflated(stream) == expected + ", needs input");
    }
  }
}

TEST_CASE("the length 258 is symbol 285, without extra bits", "[deflate][rfc1951-3.2.5]") {
  CHECK(inflated(Bits().header(1).fixed('a').fixed(285).fixed_distance(0).fixed('b').fixed(256)) ==
        "\"{a x259}b\", needs input");
}

TEST_CASE("each distance symbol, with its extra bits all 0 and all 1", "[deflate][rfc1951-3.2.5]") {
  const ByteVector before = random_bytes(32768, 5);
  Bits stream = Bits().stored(before);
  stream.header(1);
  ByteVector expected = before;
  for (unsigned symbol = 0; symbol < 30; ++symbol) {
    const auto [base, extra_bits] = kCopyDistances[symbol];
    for (const unsigned extra : {0U, (1U << extra_bits) - 1}) {
      stream.fixed(257).fixed_distance(symbol).number(extra, extra_bits);
      for (int i = 0; i < 3; ++i) expected.push_back(expected[expected.size() - base - extra]);
    }
  }
  stream.fixed(256);
  for (const bool observed : {false, true}) {
    Inflater inflater;
    const Inflated got =
        observed ? inflate_obviously(inflater, stream.bytes()) : inflate_whole(inflater, stream.bytes());
    for (std::size_t copy = 0; copy < 60; ++copy) {
      const std::size_t end = before.size() + 3 * (copy + 1);
      CAPTURE(observed, copy / 2, copy % 2);  // the symbol, and whether its extra bits are 1
      REQUIRE(got.bytes.size() >= end);
      REQUIRE(difference(std::span(got.bytes).first(end), std::span(expected).first(end)) == "none");
    }
    CHECK(got.bytes.size() == expected.size());
  }
}

TEST_CASE("a copy from before the first byte is refused", "[deflate][rfc1951-3.2.3]") {
  const Bits two = Bits().header(1).fixed('a').fixed('b').fixed(257);
  CHECK(inflated(Bits(two).fixed_distance(1).fixed(256)) == "\"ababa\", needs input");
  CHECK(inflated(Bits(two).fixed_distance(2).fixed(256)) == "\"ab\", failed: distance-too-far");
  Inflater inflater;
  const Inflated got = inflate_whole(inflater, Bits(two).fixed_distance(4).number(1, 1).fixed(256).bytes());
  CHECK(got.error.distance == 6);
  CHECK(got.error.known == 2);
}

TEST_CASE("the symbols that must not occur in a fixed block", "[deflate][rfc1951-3.2.6]") {
  const Bits a = Bits().header(1).fixed('a');
  CHECK(inflated(Bits(a).fixed(286).fixed_distance(0).pad()) == "\"a\", failed: invalid-length-symbol");
  CHECK(inflated(Bits(a).fixed(287).fixed_distance(0).pad()) == "\"a\", failed: invalid-length-symbol");
  CHECK(inflated(Bits(a).fixed(257).fixed_distance(30).pad()) == "\"a\", failed: invalid-distance-symbol");
  CHECK(inflated(Bits(a).fixed(257).fixed_distance(31).pad()) == "\"a\", failed: invalid-distance-symbol");
}
