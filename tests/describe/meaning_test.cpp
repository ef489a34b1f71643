// What a frame's length, masking and control payload mean, in words.
#include "describe/meaning.hpp"

#include "support/catch.hpp"
#include "support/frames.hpp"
#include "support/random_frames.hpp"
#include "support/screen.hpp"
#include "text/hex.hpp"

using namespace ws101;
using ws101::testing::hex;
using ws101::testing::Wire;

namespace {

// Keeps the bytes that the frame is a view of.
struct Kept {
  explicit Kept(Wire bytes) : wire(std::move(bytes)) {
    frame.wire = wire;
    frame.came = wire.size();
  }
  Wire wire;
  FrameBytes frame;
};

std::string length_of(const char* bytes) {
  return length_reasoning(Kept(hex(bytes)).frame);
}
std::string control_of(const char* bytes) {
  return control_words(Kept(hex(bytes)).frame);
}

}  // namespace

TEST_CASE("why a length has its form", "[rfc6455-5.2]") {
  const std::string title = "  Length (5.2)    0-125: itself | 126: 16 bits follow | 127: 64 bits follow\n";
  const auto says = [&](const char* words) { return title + "                  " + words + "\n"; };
  CHECK(length_of("82 7d") == says("125 fits in the 7 bits: the shortest form."));
  CHECK(length_of("82 7e 00 7e") == says("126 needs 16 bits: the shortest form."));
  CHECK(length_of("82 7f 00 00 00 00 00 01 00 00") == says("65536 needs 64 bits: the shortest form."));
  CHECK(length_of("82 7e 00 7d") == says("125 would fit in 7 bits: NOT the shortest form."));
  CHECK(length_of("82 7f 00 00 00 00 00 00 ff ff") ==
        says("65535 would fit in 16 bits: NOT the shortest form."));
  CHECK(length_of("82 7f 80 00 00 00 00 00 00 05") ==
        says("The highest bit must be 0: this length is not to be trusted."));
  CHECK(length_of("82 7e 00").empty());  // the header is cut
}

TEST_CASE("the unmasking of Hello, byte by byte", "[rfc6455-5.3]") {
  CHECK(unmasking_table(Kept(hex("81 85 37 fa 21 3d 7f 9f 4d 51 58")).frame) ==
        R"(  Unmasking (5.3)   payload[i] = masked[i] XOR key[i mod 4]
    i   masked        key[i mod 4]    result
    0   7f 01111111 ^ 37 00110111 = 48 01001000  H
    1   9f 10011111 ^ fa 11111010 = 65 01100101  e
    2   4d 01001101 ^ 21 00100001 = 6c 01101100  l
    3   51 01010001 ^ 3d 00111101 = 6c 01101100  l
    4   58 01011000 ^ 37 00110111 = 6f 01101111  o    the key starts again
)");
}

TEST_CASE("a long payload is unmasked as far as the style says") {
  const Kept eleven(testing::client().text("01234567890"));
  const std::string text = unmasking_table(eleven.frame);
  CHECK(text.find("\n    7   ") != std::string::npos);
  CHECK(text.find("\n    8   ") == std::string::npos);
  CHECK(text.find("    and so on to i = 10\n") != std::string::npos);
  DiagramStyle style;
  style.unmasking_rows = 11;
  const std::string all = unmasking_table(eleven.frame, style);
  CHECK(all.find("\n   10   ") != std::string::npos);
  CHECK(all.find("and so on") == std::string::npos);
}

TEST_CASE("nothing is unmasked without a mask or without a payload") {
  CHECK(unmasking_table(Kept(hex("81 05 48 65 6c 6c 6f")).frame).empty());
  CHECK(unmasking_table(Kept(hex("81 80 37 fa 21 3d")).frame).empty());
  CHECK(unmasking_table(Kept(hex("81 85 37 fa 21")).frame).empty());
}

TEST_CASE("a Close frame in words: code, meaning, reason", "[rfc6455-5.5.1][rfc6455-7.4.1]") {
  CHECK(control_of("88 00") ==
        "  Close (5.5.1)   No code and no reason: legal. Programs report 1005, No Status\n"
        "                  Received.\n");
  CHECK(control_of("88 02 03 e8") ==
        "  Close (5.5.1)   03 e8 = 1000 Normal Closure\n"
        "                  The work is done and the connection is no longer needed.\n"
        "                  No reason is given.\n");
  CHECK(control_of("88 05 03 e9 62 79 65").find("Reason: \"bye\"\n") != std::string::npos);
  CHECK(control_of("88 01 03") == "  Close (5.5.1)   One byte: too short for a code, which has two.\n");
}

TEST_CASE("a Ping asks, a Pong answers, and other frames say nothing", "[rfc6455-5.5.2][rfc6455-5.5.3]") {
  CHECK(control_of("89 02 68 69") ==
        "  Ping (5.5.2)    Are you there? The peer must answer soon with a Pong that has\n"
        "                  the same 2 bytes. Control frames may come between fragments.\n");
  CHECK(control_of("89 01 68").find("the same 1 byte. ") != std::string::npos);
  CHECK(control_of("89 00").find("an empty payload. ") != std::string::npos);
  CHECK(control_of("89 7e 00 7e").find("the same payload. ") !=
        std::string::npos);  // over 125: no count is right
  CHECK(control_of("8a 01 78").find("Answers the latest Ping") != std::string::npos);
  CHECK(control_of("81 00").empty());
  CHECK(control_of("8b 00").empty());
}

TEST_CASE("the words about any frame fit the screen") {
  testing::RandomFrames frames(13);
  for (int i = 0; i < 1000; ++i) {
    const std::vector<std::uint8_t> whole = frames.any().wire();
    Wire wire(whole.begin(), whole.end());
    if (frames.chance(2)) wire = wire.first(1 + frames.below(wire.size()));
    const Kept kept(wire);
    INFO(ws101::hex(wire, " "));
    testing::require_screen(length_reasoning(kept.frame));
    testing::require_screen(unmasking_table(kept.frame));
    testing::require_screen(control_words(kept.frame));
  }
}
