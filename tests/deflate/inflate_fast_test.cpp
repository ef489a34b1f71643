// The fast twin against the obvious version: the same bytes, the same errors at the same bits, however the
// input is cut.
#include "deflate/inflate_fast.hpp"

#include "deflate/deflate.hpp"
#include "deflate/streams.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;
using ws101::DeflateLevel;
using ws101::Deflater;
using ws101::InflateObserver;
using ws101::Inflater;

namespace {

ByteVector compressed(const ByteVector& text, DeflateLevel level = DeflateLevel::Default,
                      unsigned window_bits = 15) {
  Deflater deflater(level, window_bits);
  ByteVector out(deflater.bound(text.size()));
  out.resize(deflater.deflate_message(text, out));
  return out;
}

Inflated fast(const ByteVector& stream, const PieceSize& in, const PieceSize& out) {
  Inflater inflater;
  return inflate_in_pieces(inflater, stream, in, out);
}

Inflated obvious(const ByteVector& stream, const PieceSize& in, const PieceSize& out) {
  InflateObserver observer;
  Inflater inflater;
  inflater.observe(&observer);
  return inflate_in_pieces(inflater, stream, in, out);
}

}  // namespace

TEST_CASE("the fast twin equals the obvious version, cut in two at every place", "[deflate]") {
  const ByteVector stream = compressed(sample_text(1500, 1));
  const Inflated expected = obvious(stream, pieces_of(stream.size()), pieces_of(10'000));
  REQUIRE(expected.bytes == sample_text(1500, 1));
  for (std::size_t cut = 1; cut < stream.size(); ++cut) {
    CAPTURE(cut);
    REQUIRE(fast(stream, pieces_of(cut), pieces_of(10'000)) == expected);
  }
  for (std::size_t room = 1; room < 600; ++room) {
    CAPTURE(room);
    REQUIRE(fast(stream, pieces_of(10'000), pieces_of(room)) == expected);
  }
  REQUIRE(fast(stream, pieces_of(1), pieces_of(1)) == expected);
  REQUIRE(obvious(stream, pieces_of(1), pieces_of(1)) == expected);
}

TEST_CASE("the fast twin equals the obvious version in random pieces", "[deflate]") {
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    const ByteVector text = seed % 4 == 0 ? random_bytes(3000, seed) : sample_text(20'000, seed);
    const ByteVector stream = compressed(text, static_cast<DeflateLevel>(seed % 3), 8 + seed % 8);
    const Inflated expected = obvious(stream, pieces_of(stream.size()), pieces_of(30'000));
    CAPTURE(seed);
    REQUIRE(expected.bytes == text);
    REQUIRE(fast(stream, random_pieces(seed, 40), random_pieces(seed + 1, 700)) == expected);
    REQUIRE(obvious(stream, random_pieces(seed, 40), random_pieces(seed + 1, 700)) == expected);
    REQUIRE(fast(stream, pieces_of(stream.size()), random_pieces(seed + 1, 700)) == expected);
  }
}

TEST_CASE("damaged streams fail alike", "[deflate]") {
  Numbers numbers(7);
  int failures = 0;
  for (std::uint32_t round = 0; round < 3000; ++round) {
    ByteVector stream = compressed(sample_text(300 + numbers() % 1000, round % 20));
    for (std::uint32_t damage = 1 + numbers() % 3; damage > 0; --damage) {
      stream[numbers() % stream.size()] ^= static_cast<std::uint8_t>(1U << (numbers() % 8));
    }
    const Inflated expected = obvious(stream, pieces_of(stream.size()), pieces_of(20'000));
    CAPTURE(round);
    REQUIRE(fast(stream, pieces_of(stream.size()), pieces_of(20'000)) == expected);
    REQUIRE(fast(stream, random_pieces(round, 30), random_pieces(round, 300)) == expected);
    if (expected.status == ws101::InflateStatus::Failed) ++failures;
  }
  CHECK(failures > 500);
}

TEST_CASE("codes of 15 bits in both tables", "[deflate][rfc1951-3.2.7]") {
  // Literal lengths 1 to 15 and 15 for the symbols 0 to 13, 256 and 257; the same for distances 0 to 15.
  Bits stream;
  std::vector<unsigned> lengths(19, 0);
  // 16 lengths of 4 bits are no complete code with anything else: 1 to 14 have 4 bits, 15 and 18 too.
  const unsigned order[] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
  for (std::size_t i = 0; i < 19; ++i) lengths[i] = order[i] == 16 || order[i] == 17 || order[i] == 0 ? 0 : 4;
  stream.header(2).number(1, 5).number(15, 5).number(15, 4);
  for (const unsigned length : lengths) stream.number(length, 3);
  const auto length_code = [&](unsigned length) {  // canonical: 1 is 0000, 15 is 1110, 18 is 1111
    for (unsigned bit = 4; bit-- > 0;) stream.number((length - 1) >> bit & 1, 1);
  };
  for (unsigned length = 1; length <= 14; ++length) length_code(length);
  stream.code("1111").number(127, 7).code("1111").number(256 - 14 - 138 - 11, 7);
  length_code(15);
  length_code(15);
  for (unsigned length = 1; length <= 15; ++length) length_code(length);
  length_code(15);
  // The literals 0 to 13, then a copy of 3 bytes from each distance that is there, by ever longer codes.
  ByteVector expected;
  for (unsigned literal = 0; literal < 14; ++literal) {
    stream.code(std::string(literal, '1') + "0");
    expected.push_back(static_cast<std::uint8_t>(literal));
  }
  for (unsigned symbol = 0; symbol < 16; ++symbol) {
    for (int i = 0; i < 80; ++i) {  // 20 bits for a literal and its copy
      stream.code("0");
      expected.push_back(0);
    }
    stream.code("111111111111111");
    stream.code(symbol < 15 ? std::string(symbol, '1') + "0" : std::string(15, '1'));
    stream.number(0, ws101::kCopyDistances[symbol].extra_bits);
    for (int i = 0; i < 3; ++i)
      expected.push_back(expected[expected.size() - ws101::kCopyDistances[symbol].base]);
  }
  stream.code("111111111111110");
  const Inflated slow = obvious(stream.bytes(), pieces_of(100'000), pieces_of(100'000));
  CHECK(slow.bytes == expected);
  CHECK(slow.status == ws101::InflateStatus::NeedInput);
  CHECK(fast(stream.bytes(), pieces_of(100'000), pieces_of(100'000)) == slow);
  CHECK(fast(stream.bytes(), pieces_of(3), pieces_of(100'000)) == slow);
}
