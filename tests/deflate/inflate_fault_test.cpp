// The catalogue of what can be wrong: each fault by the shortest stream that has it, in every way to cut it.
#include "deflate/inflate_fault.hpp"

#include <set>
#include <string>

#include "deflate/streams.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;
using ws101::InflateFault;
using ws101::Inflater;
using ws101::InflateStatus;
using enum ws101::InflateFault;

namespace {

// `stream` fails with `fault`, after `output`, at bit `position`; whole, byte by byte, and the obvious way.
void check_fault(const Bits& stream, InflateFault fault, std::uint64_t position,
                 std::string_view output = "") {
  CAPTURE(info(fault).id);
  Bits longer = stream;  // what follows makes no difference
  longer.pad();
  for (int i = 0; i < 40; ++i) longer.number(0xa5, 8);
  for (const Bits* bits : {&stream, static_cast<const Bits*>(&longer)}) {
    for (std::size_t piece : {1U, 2U, 7U, 1000U}) {
      for (std::size_t room : {1U, 1000U}) {
        Inflater inflater;
        const Inflated got = inflate_in_pieces(inflater, bits->bytes(), pieces_of(piece), pieces_of(room));
        CAPTURE(piece, room, info(got.error.fault).id);
        CHECK(got.status == InflateStatus::Failed);
        CHECK(got.error.fault == fault);
        CHECK(got.error.bit_position == position);
        CHECK(got.bytes == bytes(output));
        CHECK(inflater.inflate(bits->bytes(), {}).consumed == 0);  // it stays failed
      }
    }
    Inflater inflater;
    const Inflated got = inflate_obviously(inflater, bits->bytes());
    CHECK(got.status == InflateStatus::Failed);
    CHECK(got.error.fault == fault);
    CHECK(got.error.bit_position == position);
    CHECK(got.bytes == bytes(output));
  }
}

}  // namespace

TEST_CASE("faults of a block's header", "[deflate][rfc1951-3.2.3]") {
  check_fault(Bits().header(3), ReservedBlockType, 0);
  check_fault(Bits().header(3, true), ReservedBlockType, 0);
  // Behind an empty fixed block.
  check_fault(Bits().header(1).code("0000000").header(3), ReservedBlockType, 10);
}

TEST_CASE("faults of a stored block", "[deflate][rfc1951-3.2.4]") {
  check_fault(Bits().header(0).pad().number(5, 16).number(5, 16), StoredLengthMismatch, 8);
  check_fault(Bits().header(0).pad().number(0, 16).number(0xfffe, 16), StoredLengthMismatch, 8);
  check_fault(Bits().header(0).pad().number(0xffff, 16).number(0x8000, 16), StoredLengthMismatch, 8);
}

TEST_CASE("faults of a dynamic block's header", "[deflate][rfc1951-3.2.7]") {
  SECTION("counts") {
    check_fault(Bits().dynamic(30, 0, {0, 0, 0, 0}), TooManyLengths, 3);
    check_fault(Bits().dynamic(31, 0, {0, 0, 0, 0}), TooManyLengths, 3);
    check_fault(Bits().dynamic(0, 30, {0, 0, 0, 0}), TooManyLengths, 3);
    check_fault(Bits().dynamic(0, 31, {0, 0, 0, 0}), TooManyLengths, 3);
  }
  SECTION("the code length code") {
    check_fault(Bits().dynamic(0, 0, {1, 1, 1, 0}), CodeLengthCodeOverSubscribed, 17);
    check_fault(Bits().dynamic(0, 0, {1, 2, 0, 0}), CodeLengthCodeIncomplete, 17);
    check_fault(Bits().dynamic(0, 0, {0, 0, 1, 0}), CodeLengthCodeIncomplete, 17);
    check_fault(Bits().dynamic(0, 0, {0, 0, 0, 0}), CodeLengthCodeIncomplete, 17);
  }
  SECTION("repetitions") {
    // 16 is 0, 18 is 1.
    check_fault(Bits().dynamic(0, 0, {1, 0, 1, 0}).code("0").number(0, 2), RepeatWithoutPrevious, 29);
    check_fault(Bits().dynamic(0, 0, {1, 0, 1, 0}).code("1").number(127, 7).code("1").number(127, 7),
                RepeatTooLong, 29 + 8);
    check_fault(Bits()
                    .dynamic(0, 0, {1, 0, 1, 0})
                    .code("1")
                    .number(127, 7)
                    .code("1")
                    .number(107, 7)
                    .code("0")
                    .number(0, 2),
                RepeatTooLong, 29 + 16);
  }
  SECTION("no end of the block") {
    check_fault(with_256_zeros().code("10").code("11"), NoEndOfBlock, kWhereLengthsBegin);
  }
  SECTION("the literal/length code") {
    check_fault(over_subscribed_literals(), LiteralCodeOverSubscribed, kWhereLengthsBegin);
    check_fault(incomplete_literals(), LiteralCodeIncomplete, kWhereLengthsBegin);
  }
  SECTION("the distance code") {
    check_fault(over_subscribed_distances(), DistanceCodeOverSubscribed, kWhereLengthsBegin);
    check_fault(incomplete_distances(), DistanceCodeIncomplete, kWhereLengthsBegin);
  }
}

TEST_CASE("faults of symbols", "[deflate][rfc1951-3.2.5]") {
  SECTION("fixed symbols that must not occur") {
    // 280 to 287 are 11000000 to 11000111.
    check_fault(Bits().header(1).code("10010001").code("11000110"), InvalidLengthSymbol, 11, "a");
    check_fault(Bits().header(1).code("10010001").code("11000111"), InvalidLengthSymbol, 11, "a");
    check_fault(Bits().header(1).code("10010001").code("0000001").code("11110"), InvalidDistanceSymbol, 18,
                "a");
    check_fault(Bits().header(1).code("10010001").code("0000001").code("11111"), InvalidDistanceSymbol, 18,
                "a");
  }
  SECTION("a copy from before the beginning") {
    check_fault(Bits().header(1).code("0000001").code("00000"), DistanceTooFar, 10);
    check_fault(Bits().header(1).code("10010001").code("0000001").code("00001"), DistanceTooFar, 18, "a");
  }
  SECTION("bits that are no code") {
    // One code of one bit for the end of the block: 0. The other bit means nothing.
    check_fault(with_256_zeros().code("11").code("10").code("1"), UnusedCode, kWhereLengthsBegin + 16 + 4);
    // 256 and 257 have one bit each; there is no distance code.
    check_fault(with_256_zeros(1).code("11").code("11").code("10").code("1"), UnusedCode,
                kWhereLengthsBegin + 16 + 7);
    // One distance code of one bit, and a length that uses the other bit.
    check_fault(with_256_zeros(1).code("11").code("11").code("11").code("1").code("1"), UnusedCode,
                kWhereLengthsBegin + 16 + 7);
  }
}

TEST_CASE("a message that ends inside a block: the first bit that is not used", "[deflate][rfc7692-7.2.2]") {
  // Behind 'H' and 'e' there are five bits of a code that has eight.
  for (const std::size_t piece : {1U, 2U, 1000U}) {
    Inflater inflater;
    const Inflated got = inflate_in_pieces(inflater, from_hex("f2 48 cd"), pieces_of(piece), pieces_of(100));
    CAPTURE(piece);
    CHECK(got.bytes == bytes("He"));
    CHECK_FALSE(inflater.finish_message());
    CHECK(inflater.error().fault == EndsInsideBlock);
    CHECK(inflater.error().bit_position == 19);
  }
}

TEST_CASE("every fault has words of its own", "[deflate]") {
  std::set<std::string_view> ids;
  for (int i = 0; i <= static_cast<int>(EndsInsideBlock); ++i) {
    const auto fault = static_cast<InflateFault>(i);
    CHECK(info(fault).fault == fault);
    CHECK(info(fault).section.starts_with("3.2."));
    CHECK_FALSE(info(fault).words.empty());
    ids.insert(info(fault).id);
  }
  CHECK(ids.size() == 17);
}
