#include "deflate/inflate.hpp"

#include <string>
#include <utility>

#include "deflate/words.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;
using ws101::InflateFault;
using ws101::Inflater;
using ws101::InflateStatus;

// ---- Messages

TEST_CASE("a message of one block, and the same again: RFC 7692 7.2.3.1", "[deflate][rfc7692-7.2.3]") {
  Inflater inflater;
  CHECK(message(inflater, from_hex("f2 48 cd c9 c9 07 00")) == "Hello");
  CHECK(message(inflater, from_hex("f2 48 cd c9 c9 07 00")) == "Hello");
}

TEST_CASE("a copy may reach into the message before: RFC 7692 7.2.3.2", "[deflate][rfc7692-7.2.3]") {
  Inflater inflater;
  CHECK(message(inflater, from_hex("f2 48 cd c9 c9 07 00")) == "Hello");
  CHECK(message(inflater, from_hex("f2 00 11 00 00")) == "Hello");
  CHECK(message(inflater, from_hex("f2 00 11 00 00")) == "Hello");
}

TEST_CASE("a message in a stored block: RFC 7692 7.2.3.3", "[deflate][rfc7692-7.2.3]") {
  Inflater inflater;
  CHECK(message(inflater, from_hex("00 05 00 fa ff 48 65 6c 6c 6f 00")) == "Hello");
  CHECK(message(inflater, from_hex("f2 00 11 00 00")) == "Hello");
}

TEST_CASE("a message with a final block, then an empty one: RFC 7692 7.2.3.4", "[deflate][rfc7692-7.2.3]") {
  Inflater inflater;
  CHECK(message(inflater, from_hex("f3 48 cd c9 c9 07 00 00")) == "Hello");
  CHECK(message(inflater, from_hex("f2 00 11 00 00")) == "Hello");  // the window is kept
}

TEST_CASE("a message of two blocks, with a flush between them: RFC 7692 7.2.3.5",
          "[deflate][rfc7692-7.2.3]") {
  Inflater inflater;
  CHECK(message(inflater, from_hex("f2 48 05 00 00 00 ff ff ca c9 c9 07 00")) == "Hello");
}

TEST_CASE("an empty message: RFC 7692 7.2.3.6", "[deflate][rfc7692-7.2.3]") {
  Inflater inflater;
  CHECK(message(inflater, from_hex("00")).empty());
  CHECK(message(inflater, from_hex("f2 48 cd c9 c9 07 00")) == "Hello");
}

TEST_CASE("after forget() a message cannot refer to the one before", "[deflate][rfc7692-7.1.1]") {
  Inflater inflater;
  CHECK(message(inflater, from_hex("f2 48 cd c9 c9 07 00")) == "Hello");
  inflater.forget();
  CHECK(message(inflater, from_hex("f2 00 11 00 00")) == "H failed");
  CHECK(inflater.error().fault == InflateFault::DistanceTooFar);
  CHECK(inflater.error().distance == 5);
  CHECK(inflater.error().known == 1);
  inflater.forget();
  CHECK(message(inflater, from_hex("f2 48 cd c9 c9 07 00")) == "Hello");
}

TEST_CASE("finish_message() forgives what needs no tail", "[deflate][rfc7692-7.2.2]") {
  Inflater inflater;
  SECTION("the tail is in the payload") {
    CHECK(message(inflater, from_hex("f2 48 cd c9 c9 07 00 00 00 ff ff")) == "Hello");
    CHECK(inflater.between_blocks());
    CHECK(inflater.bit_position() == 0);
  }
  SECTION("a final block without the empty one behind it") {
    CHECK(message(inflater, from_hex("f3 48 cd c9 c9 07 00")) == "Hello");
  }
  SECTION("no payload at all") {
    CHECK(message(inflater, {}).empty());
    CHECK(message(inflater, from_hex("f2 48 cd c9 c9 07 00")) == "Hello");
  }
}

TEST_CASE("a message that ends inside a block is refused", "[deflate][rfc7692-7.2.2]") {
  Inflater inflater;
  SECTION("between two literals") {
    CHECK(message(inflater, from_hex("f2 48 cd")) == "He unfinished");
    CHECK(inflater.error().fault == InflateFault::EndsInsideBlock);
    CHECK(inflater.inflate({}, {}).status == InflateStatus::Failed);
  }
  SECTION("inside the tail: a part of it was left in") {
    CHECK(message(inflater, from_hex("f2 48 cd c9 c9 07 00 00 00")) == "Hello unfinished");
  }
}

TEST_CASE("after an error every call fails, and the error stays", "[deflate]") {
  Inflater inflater;
  CHECK(message(inflater, from_hex("f2 48 cd c9 c9 07 00")) == "Hello");
  CHECK(message(inflater, from_hex("06")) == " failed");
  CHECK_FALSE(inflater.finish_message());
  CHECK(message(inflater, from_hex("f2 48 cd c9 c9 07 00")) == " failed");
  CHECK(inflater.error().fault == InflateFault::ReservedBlockType);
}

TEST_CASE("a final block ends where its last byte does", "[deflate][rfc1951-3.2.3]") {
  const ByteVector stream = from_hex("f3 48 cd c9 c9 07 00 de ad be ef");
  for (std::size_t in : {1U, 2U, 3U, 11U}) {
    Inflater inflater;
    const Inflated got = inflate_in_pieces(inflater, stream, pieces_of(in), pieces_of(100));
    CAPTURE(in);
    CHECK(got.status == InflateStatus::FinalBlock);
    CHECK(got.consumed == 7);
    CHECK(got.bit_position == 56);
    CHECK(got.bytes == bytes("Hello"));
  }
}

// ---- Limits

TEST_CASE("room for one byte at a time loses nothing", "[deflate]") {
  // A stored block, literals, and a copy.
  const Bits stream =
      Bits().stored(bytes("stored")).header(1).fixed('a').fixed('b').fixed(264).fixed_distance(1).fixed(256);
  for (const std::size_t room : {1U, 2U, 3U, 100U}) {
    Inflater inflater;
    const Inflated got = inflate_in_pieces(inflater, stream.bytes(), pieces_of(100), pieces_of(room));
    CAPTURE(room);
    CHECK(quoted(got.bytes) == "\"storedabababababab\"");
    CHECK(got.status == InflateStatus::NeedInput);
  }
}

TEST_CASE("output that just fits is not too much", "[deflate]") {
  const ByteVector payload = from_hex("f2 48 cd c9 c9 07 00");
  for (std::size_t limit = 0; limit <= 6; ++limit) {
    Inflater inflater;
    const Inflated got = inflate_in_pieces(inflater, payload, pieces_of(100), pieces_of(100), limit);
    CAPTURE(limit);
    CHECK(got.bytes.size() == std::min<std::size_t>(limit, 5));
    CHECK((got.status == InflateStatus::OutputFull) == (limit < 5));
  }
}

TEST_CASE("a bomb gives no more than there is room for, and keeps no more than its window", "[deflate]") {
  // A literal, then copies of 258 bytes from 1 back: symbol 285, 8 bits, and distance symbol 0, 5 bits.
  Bits bomb;
  bomb.header(1).code("10010001");
  for (int i = 0; i < 10'000; ++i) bomb.code("11000101").code("00000");
  Inflater inflater;
  const Inflated got =
      inflate_in_pieces(inflater, bomb.bytes(), pieces_of(1 << 20), pieces_of(1 << 20), 100'000);
  CHECK(got.status == InflateStatus::OutputFull);
  CHECK(got.bytes == ByteVector(100'000, 'a'));
  CHECK(got.consumed < bomb.bytes().size() / 10);
  CHECK(inflater.memory() <= 32'768);
}

// ---- Pieces

TEST_CASE("a stream cut in two at every place, and in pieces of each size", "[deflate]") {
  // A dynamic block (chapter 14), a stored one, and a fixed one with a copy.
  ByteVector stream =
      from_hex("04 c1 41 0d 00 00 0c 03 21 ad a4 8f 19 38 ff 19 9c 32 93 72 26 a7 cc 03 00 00 ff ff");
  const Bits more =
      Bits().stored(bytes("stored")).header(1).fixed('a').fixed('b').fixed(264).fixed_distance(1).fixed(256);
  stream.insert(stream.end(), more.bytes().begin(), more.bytes().end());
  const std::string expected = "\"gattacacatattagacatagattacastoredabababababab\"";
  CHECK(inflated(stream) == expected + ", needs input");
  for (std::size_t size = 1; size < stream.size(); ++size) {
    CAPTURE(size);
    Inflater two;
    PieceSize cut = [&, first = true]() mutable {
      return std::exchange(first, false) ? size : stream.size();
    };
    const Inflated in_two = inflate_in_pieces(two, stream, std::move(cut), pieces_of(1000));
    REQUIRE(quoted(in_two.bytes) == expected);
    Inflater many;
    REQUIRE(quoted(inflate_in_pieces(many, stream, pieces_of(size), pieces_of(size)).bytes) == expected);
  }
}

// ---- The window, and memory

TEST_CASE("distances end at the window, however much was inflated in one call", "[deflate][rfc7692-7.1.2]") {
  for (unsigned bits = 8; bits <= 15; ++bits) {
    const std::size_t window = std::size_t{1} << bits;
    const std::size_t lengths = window + 10;
    Bits stream;
    stream.header(0)
        .pad()
        .number(static_cast<unsigned>(lengths), 16)
        .number(~static_cast<unsigned>(lengths), 16);
    for (std::size_t i = 0; i < lengths; ++i) stream.number(static_cast<unsigned>(i % 251), 8);
    // The last distance symbol whose range ends with the window, all extra bits set: exactly the window.
    Bits fits = stream;
    fits.header(1).code("0000001");
    for (unsigned bit = 5; bit-- > 0;) fits.code((2 * bits - 1) >> bit & 1 ? "1" : "0");
    fits.number((1U << (bits - 2)) - 1, bits - 2);
    CAPTURE(bits);
    Inflater inflater(bits);
    const Inflated good = inflate_whole(inflater, fits.bytes());
    REQUIRE(good.status == InflateStatus::NeedInput);
    REQUIRE(good.bytes.size() == lengths + 3);
    CHECK(good.bytes[lengths] == 10 % 251);

    if (bits == 15) continue;
    Bits too_far = stream;
    too_far.header(1).code("0000001");
    for (unsigned bit = 5; bit-- > 0;) too_far.code((2 * bits) >> bit & 1 ? "1" : "0");
    too_far.number(0, bits - 1);
    for (const std::size_t piece : {std::size_t{1}, std::size_t{100}, std::size_t{100'000}}) {
      Inflater strict(bits);
      const Inflated bad = inflate_in_pieces(strict, too_far.bytes(), pieces_of(piece), pieces_of(piece));
      CHECK(bad.status == InflateStatus::Failed);
      CHECK(bad.error.fault == InflateFault::DistanceTooFar);
      CHECK(bad.error.distance == window + 1);
      CHECK(bad.error.known == window);
    }
  }
}

TEST_CASE("memory: none at first, under 44 KiB at most, given back when idle", "[deflate]") {
  Inflater inflater;
  CHECK(inflater.memory() + sizeof inflater < 512);
  // A stored block of 40,000 bytes fills the window; then the header of a dynamic block takes its codes.
  Bits stream;
  stream.header(0).pad().number(40'000, 16).number(~40'000U, 16);
  for (int i = 0; i < 40'000; ++i) stream.number(0x5a, 8);
  stream.dynamic(0, 0, {0, 0, 1, 1});
  inflate_whole(inflater, stream.bytes());
  CHECK(inflater.memory() > 32'768);
  CHECK(inflater.memory() + sizeof inflater < 44 * 1024);

  inflater.forget();
  inflater.release_memory();
  CHECK(inflater.memory() == 0);
  CHECK(message(inflater, from_hex("f2 48 cd c9 c9 07 00")) == "Hello");
  CHECK(inflater.memory() <= 256);
  inflater.release_memory();  // the history is needed
  CHECK(message(inflater, from_hex("f2 00 11 00 00")) == "Hello");
}
