// One frame as bytes, whole or cut: header, payload, and how much of it came.
#include "describe/frame_bytes.hpp"

#include "support/catch.hpp"
#include "support/frames.hpp"
#include "support/random_frames.hpp"

using namespace ws101;
using ws101::testing::bytes;
using ws101::testing::hex;
using ws101::testing::Wire;

namespace {

const Wire kMaskedHello = hex("81 85 37 fa 21 3d 7f 9f 4d 51 58");  // RFC 6455 5.7

FrameBytes frame_of(const Wire& wire) {
  FrameBytes frame;
  frame.wire = wire;
  frame.came = wire.size();
  return frame;
}

}  // namespace

TEST_CASE("the masked Hello of the standard, whole", "[rfc6455-5.7]") {
  const FrameBytes frame = frame_of(kMaskedHello);
  REQUIRE(frame.header());
  CHECK(frame.header()->opcode == Opcode::Text);
  CHECK(frame.header_size() == 6);
  CHECK(frame.payload_on_wire().data() == kMaskedHello.data() + 6);
  CHECK(frame.payload_on_wire().size() == 5);
  CHECK(frame.payload() == bytes("Hello"));
  CHECK(frame.payload_came() == 5);
  CHECK(frame.complete());
}

TEST_CASE("the same frame, cut at every byte") {
  for (std::size_t size = 1; size < kMaskedHello.size(); ++size) {
    const Wire cut = kMaskedHello.first(size);
    const FrameBytes frame = frame_of(cut);
    CAPTURE(size);
    CHECK(frame.header().has_value() == (size >= 6));
    CHECK(frame.header_size() == (size == 1 ? 2u : 6u));
    CHECK(frame.payload_came() == (size < 6 ? 0 : size - 6));
    CHECK(frame.payload() == bytes(std::string("Hello").substr(0, size < 6 ? 0 : size - 6)));
    CHECK_FALSE(frame.complete());
  }
}

TEST_CASE("the second byte tells the size of the header") {
  for (const auto& [wire, size] : {std::pair{"81 7d", 2u},
                                   {"81 7e", 4u},
                                   {"81 7f", 10u},
                                   {"81 80", 6u},
                                   {"81 fe", 8u},
                                   {"81 ff", 14u}}) {
    const Wire begun = hex(wire);
    CAPTURE(wire);
    CHECK(frame_of(begun).header_size() == size);
  }
}

TEST_CASE("of a long frame only the beginning is at hand, and the rest counts all the same") {
  const Wire begun = hex("82 7e 01 00 aa bb");
  FrameBytes frame = frame_of(begun);
  frame.came = 4 + 256;
  CHECK(frame.payload_on_wire().size() == 2);
  CHECK(frame.payload_came() == 256);
  CHECK(frame.complete());
  frame.came = 4 + 255;
  CHECK(frame.payload_came() == 255);
  CHECK_FALSE(frame.complete());
}

TEST_CASE("bytes behind the frame are no part of it") {
  const Wire two = kMaskedHello + hex("81 00");
  const FrameBytes frame = frame_of(two);
  CHECK(frame.payload() == bytes("Hello"));
  CHECK(frame.payload_came() == 5);
}

TEST_CASE("a frame taken apart and put together is the same bytes") {
  testing::RandomFrames frames(5);
  for (int i = 0; i < 2000; ++i) {
    const testing::RandomFrame made = frames.any();
    if (made.payload.size() != made.header.length) continue;  // a length that is only claimed
    FrameBytes frame;
    const std::vector<std::uint8_t> wire = to_wire(made.header, made.payload);
    frame.wire = wire;
    frame.came = wire.size();
    REQUIRE(frame.header());
    REQUIRE(*frame.header() == made.header);
    REQUIRE(frame.payload() == made.payload);
    REQUIRE(frame.complete());
    REQUIRE(to_wire(*frame.header(), frame.payload()) == wire);
  }
}
