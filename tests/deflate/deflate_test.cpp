#include "deflate/deflate.hpp"

#include "deflate/streams.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;
using ws101::DeflateFlush;
using ws101::DeflateLevel;
using ws101::Deflater;
using ws101::Inflater;
using ws101::InflateStatus;

namespace {

ByteVector deflated(Deflater& deflater, std::span<const std::uint8_t> input, DeflateFlush flush) {
  ByteVector out(deflater.bound(input.size()));
  const std::size_t size = deflater.deflate(input, flush, out);
  REQUIRE(size + 8 <= out.size());
  out.resize(size);
  return out;
}

ByteVector message(Deflater& deflater, std::span<const std::uint8_t> input) {
  ByteVector out(deflater.bound(input.size()));
  out.resize(deflater.deflate_message(input, out));
  return out;
}

// What a peer gets out of a message's payload; it must be whole.
ByteVector received(Inflater& inflater, const ByteVector& payload) {
  const Inflated got = inflate_whole(inflater, payload);
  REQUIRE(got.status == InflateStatus::NeedInput);
  REQUIRE(inflater.finish_message());
  return got.bytes;
}

}  // namespace

TEST_CASE("the examples of RFC 7692 come out as they are printed, or shorter", "[deflate][rfc7692-7.2.3]") {
  Deflater deflater;
  CHECK(message(deflater, bytes("Hello")) == from_hex("f2 48 cd c9 c9 07 00"));
  // The RFC sends a literal and a copy of four bytes, f2 00 11 00 00; we send one copy of five.
  CHECK(message(deflater, bytes("Hello")) == from_hex("02 13 00 00"));
  CHECK(message(deflater, {}) == from_hex("00"));
  CHECK(deflated(deflater, {}, DeflateFlush::Final) == from_hex("01 00 00 ff ff"));
}

TEST_CASE("what is deflated inflates, at every level and window", "[deflate]") {
  for (const auto level : {DeflateLevel::Fast, DeflateLevel::Default, DeflateLevel::Best}) {
    for (unsigned bits = 8; bits <= 15; ++bits) {
      Deflater deflater(level, bits);
      Inflater inflater(bits);
      // Sizes around the places where memory grows, blocks end and the window slides.
      for (const std::size_t size :
           {0U,   1U,    2U,    3U,    4U,    5U,     255U,    256U,    257U, 258U,     259U,
            511U, 1000U, 8191U, 8192U, 8193U, 16384U, 40'000U, 70'000U, 7U,   100'000U, 12U}) {
        CAPTURE(level, bits, size);
        const ByteVector text = sample_text(size, static_cast<std::uint32_t>(size));
        REQUIRE(received(inflater, message(deflater, text)) == text);
        const ByteVector noise = random_bytes(size, static_cast<std::uint32_t>(size));
        REQUIRE(received(inflater, message(deflater, noise)) == noise);
      }
    }
  }
}

TEST_CASE("runs of one byte, and nothing else", "[deflate]") {
  Deflater deflater;
  Inflater inflater;
  for (const std::size_t size : {1U, 258U, 259U, 260U, 261U, 32'768U, 1'000'000U}) {
    const ByteVector run(size, 'x');
    const ByteVector payload = message(deflater, run);
    CAPTURE(size, payload.size());
    CHECK(received(inflater, payload) == run);
    CHECK(payload.size() < 12 + size / 500);
  }
}

TEST_CASE("a message in random pieces", "[deflate]") {
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    Numbers numbers(seed);
    Deflater deflater(static_cast<DeflateLevel>(seed % 3), 8 + seed % 8);
    Inflater inflater(8 + seed % 8);
    for (int round = 0; round < 5; ++round) {
      const ByteVector text = sample_text(numbers() % 60'000, numbers());
      ByteVector payload;
      for (std::span<const std::uint8_t> left = text; !left.empty();) {
        const auto piece = left.first(std::min<std::size_t>(left.size(), 1 + numbers() % 9000));
        left = left.subspan(piece.size());
        const auto flush = numbers() % 4 == 0 ? DeflateFlush::Sync : DeflateFlush::None;
        const ByteVector part = deflated(deflater, piece, flush);
        payload.insert(payload.end(), part.begin(), part.end());
      }
      const ByteVector end = message(deflater, {});
      payload.insert(payload.end(), end.begin(), end.end());
      CAPTURE(seed, round, text.size());
      REQUIRE(received(inflater, payload) == text);
    }
  }
}

TEST_CASE("a sync flush ends with the tail, a final block with a whole byte", "[deflate][rfc1951-3.2.4]") {
  Deflater deflater;
  const ByteVector text = sample_text(5000, 3);
  const ByteVector sync = deflated(deflater, text, DeflateFlush::Sync);
  CHECK(std::equal(sync.end() - 4, sync.end(), ws101::kSyncTail.begin()));
  deflater.forget();
  for (int i = 0; i < 2; ++i) {
    const ByteVector final = deflated(deflater, text, DeflateFlush::Final);
    Inflater inflater;
    const Inflated got = inflate_whole(inflater, final);
    CHECK(got.status == InflateStatus::FinalBlock);
    CHECK(got.consumed == final.size());
    CHECK(got.bytes == text);
    deflater.forget();
  }
}

TEST_CASE("what does not compress is stored", "[deflate][rfc1951-3.2.4]") {
  for (const std::size_t size : {50U, 1000U, 16'384U, 100'000U, 1'000'000U}) {
    Deflater deflater;
    const ByteVector payload = message(deflater, random_bytes(size, 5));
    CAPTURE(size);
    CHECK(payload.size() <= size + 6 + 5 * (size / 16'384));
  }
}

TEST_CASE("a message that is not sent leaves no trace", "[deflate]") {
  Deflater deflater;
  Inflater inflater;
  const ByteVector first = sample_text(3000, 1);
  const ByteVector unsent = random_bytes(1000, 2);
  CHECK(received(inflater, message(deflater, first)) == first);
  message(deflater, unsent);
  deflater.unsend(unsent.size());
  ByteVector third = unsent;  // it would be one long copy if the deflater still knew it
  third.insert(third.end(), first.begin(), first.end());
  CHECK(received(inflater, message(deflater, third)) == third);

  const ByteVector huge = random_bytes(300'000, 3);
  message(deflater, huge);
  deflater.unsend(huge.size());
  CHECK(received(inflater, message(deflater, huge)) == huge);
}

TEST_CASE("messages after forget() do not refer to those before", "[deflate][rfc7692-7.1.1]") {
  Deflater deflater;
  for (std::uint32_t seed = 0; seed < 50; ++seed) {
    Inflater inflater;  // knows nothing
    const ByteVector text = sample_text(2000 + 997 * seed, seed % 3);
    CAPTURE(seed);
    REQUIRE(received(inflater, message(deflater, text)) == text);
    deflater.forget();
    if (seed % 3 == 0) deflater.release_memory();
  }
}

TEST_CASE("memory grows with the messages, stays under 200 KiB, and is given back", "[deflate]") {
  Deflater deflater;
  CHECK(sizeof deflater < 2048);
  CHECK(deflater.memory() == 0);
  message(deflater, sample_text(100, 1));
  CHECK(deflater.memory() < 2048);
  message(deflater, sample_text(1'000'000, 1));
  CHECK(deflater.memory() > 150'000);
  CHECK(deflater.memory() + sizeof deflater < 200 * 1024);
  deflater.release_memory();
  CHECK(deflater.memory() > 150'000);  // the window is needed
  deflater.forget();
  deflater.release_memory();
  CHECK(deflater.memory() == 0);
}
