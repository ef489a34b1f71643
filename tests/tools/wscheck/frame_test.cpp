#include "wscheck/frame.hpp"

#include "support/catch.hpp"
#include "text/hex.hpp"

namespace ws101::wscheck {
namespace {

constexpr MaskingKey kKey = {0x37, 0xFA, 0x21, 0x3D};

std::string sent(const Frame& frame, bool masks) {
  return hex(wire_of(header_of(frame, masks, kKey), frame.payload), " ");
}

TEST_CASE("a frame goes out as the RFC's examples have it (5.7)") {
  CHECK(sent(text("Hello"), false) == "81 05 48 65 6c 6c 6f");
  CHECK(sent(text("Hello"), true) == "81 85 37 fa 21 3d 7f 9f 4d 51 58");
  CHECK(sent(unfinished(text("Hel")), false) == "01 03 48 65 6c");
  CHECK(sent(continuation("lo"), false) == "80 02 6c 6f");
  CHECK(sent(ping("Hello"), false) == "89 05 48 65 6c 6c 6f");
}

TEST_CASE("each way to make a frame wrong changes one thing") {
  CHECK(sent(with_rsv(text(""), 5), false) == "d1 00");
  CHECK(sent(with_form(text("a"), LengthForm::Bits16), false) == "81 7e 00 01 61");
  CHECK(sent(with_length(text("a"), 5), false) == "81 05 61");
  CHECK(sent(with_mask(text("a"), true), false) == "81 81 37 fa 21 3d 56");
  CHECK(sent(with_mask(text("a"), false), true) == "81 01 61");
  CHECK(sent(with_key(text("a"), {1, 2, 3, 4}), true) == "81 81 01 02 03 04 60");
  CHECK(sent(with_opcode(11), false) == "8b 00");
  CHECK(sent(close(1000, "bye"), false) == "88 05 03 e8 62 79 65");
  CHECK(sent(close_with("x"), false) == "88 01 78");
}

TEST_CASE("a message in fragments has its opcode once and FIN once") {
  const auto frames = in_fragments(binary("Hello"), 2);
  REQUIRE(frames.size() == 3);
  CHECK(sent(frames[0], false) == "02 02 48 65");
  CHECK(sent(frames[1], false) == "00 02 6c 6c");
  CHECK(sent(frames[2], false) == "80 01 6f");
  CHECK(in_fragments(text("Hello"), 0).size() == 1);
  CHECK(in_fragments(text(""), 1).size() == 1);
}

TEST_CASE("the text and the bytes of messages are such that a lost piece shows") {
  CHECK(letters(5).size() == 5);
  CHECK(letters(70'000).substr(0, 256) != letters(70'000).substr(256, 256));
  CHECK(octets(70'000).substr(0, 256) != octets(70'000).substr(256, 256));
}

}  // namespace
}  // namespace ws101::wscheck
