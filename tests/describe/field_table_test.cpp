// The table of a frame's fields: right, wrong, and cut.
#include "describe/field_table.hpp"

#include "support/catch.hpp"
#include "support/frames.hpp"
#include "support/random_frames.hpp"
#include "support/screen.hpp"
#include "text/hex.hpp"

using namespace ws101;
using ws101::testing::hex;
using ws101::testing::Wire;

namespace {

std::string table(const Wire& wire, std::uint8_t allowed_rsv = 0, Opcode content = Opcode::Continuation) {
  FrameBytes frame;
  frame.wire = wire;
  frame.came = wire.size();
  frame.allowed_rsv = allowed_rsv;
  frame.content = content;
  if (const auto header = frame.header()) {
    frame.violations = judge_header(*header, {header->masked ? Role::Server : Role::Client, allowed_rsv});
  }
  return field_table(frame);
}

bool contains(const std::string& text, std::string_view part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("each field of the masked Hello has its row", "[rfc6455-5.7]") {
  CHECK(table(hex("81 85 37 fa 21 3d 7f 9f 4d 51 58")) ==
        R"(  byte   bits      field        value     meaning                          RFC
   0     1.......  FIN          1         the only frame of its message    5.2
   0     .000....  RSV1-3       0 0 0     no extension in use              5.2
   0     ....0001  opcode       0x1       text: the payload must be UTF-8  5.6
   1     1.......  MASK         1         a 4-byte key follows             5.1
   1     .0000101  payload len  5         0-125: the length itself         5.2
  2-5              masking key  37fa213d  new for every frame              5.3
  6-10             payload      5 bytes   masked                           5.2
)");
}

TEST_CASE("a wrong field has a mark, and a long meaning goes on below") {
  CHECK(table(hex("c1 7e 00 05 48")) ==
        R"(  byte   bits      field        value     meaning                          RFC
   0     1.......  FIN          1         the only frame of its message    5.2
!  0     .100....  RSV1-3       1 0 0     1 needs an extension in use      5.2
   0     ....0001  opcode       0x1       text: the payload must be UTF-8  5.6
   1     0.......  MASK         0         no key: a server sent this       5.1
!  1     .1111110  payload len  126       the next 2 bytes hold the length 5.2
! 2-3              extended len 0x0005    as a number: 5, too small for    5.2
                                          this form
  4-8              payload      5 bytes   cut: 1 of 5 bytes came           5.2
)");
}

TEST_CASE("of one byte three fields are known") {
  CHECK(table(hex("8b")) ==
        R"(  byte   bits      field        value     meaning                          RFC
   0     1.......  FIN          1         control frames are never split   5.5
   0     .000....  RSV1-3       0 0 0     no extension in use              5.2
   0     ....1011  opcode       0xb       reserved for control frames      5.2
)");
}

TEST_CASE("what is known about the connection changes the words") {
  CHECK(contains(table(hex("c1 00"), 4),
                 "   0     .100....  RSV1-3       1 0 0     compressed (permessage-deflate)"));
  CHECK(contains(table(hex("c9 00"), 4), "1 0 0     only on a message's first frame"));
  CHECK(contains(table(hex("80 00"), 0, Opcode::Text), "continues a text message"));
  CHECK(contains(table(hex("80 00"), 0, Opcode::Binary), "continues a binary message"));
  CHECK(contains(table(hex("80 00")), "last frame of its message"));
  CHECK(contains(table(hex("01 00")), "more of this message follows"));
  CHECK(contains(table(hex("09 00")),
                 "!  0     0.......  FIN          0         control frames must have FIN=1"));
}

TEST_CASE("a table of any frame, whole or cut anywhere, fits the screen and tells its header") {
  testing::RandomFrames frames(11);
  for (int i = 0; i < 1000; ++i) {
    const testing::RandomFrame made = frames.any();
    const std::vector<std::uint8_t> whole = made.wire();
    Wire wire(whole.begin(), whole.end());
    if (frames.chance(2)) wire = wire.first(1 + frames.below(wire.size()));
    const std::string text = table(wire);
    INFO(ws101::hex(wire, " "));
    testing::require_screen(text);
    if (wire.size() >= 2) REQUIRE(contains(text, made.header.masked ? "MASK         1" : "MASK         0"));
  }
}
