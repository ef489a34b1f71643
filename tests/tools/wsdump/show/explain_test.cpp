#include "wsdump/show/explain.hpp"

#include <algorithm>

#include "support/catch.hpp"
#include "support/random_frames.hpp"
#include "support/screen.hpp"
#include "text/wrap.hpp"

using namespace ws101;
using namespace ws101::wsdump;

namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

ExplainedFrame explained(const std::vector<std::uint8_t>& wire, std::uint64_t not_at_hand = 0) {
  ExplainedFrame frame;
  frame.frame.wire = wire;
  frame.frame.came = wire.size() + not_at_hand;
  const auto header = frame.frame.header();
  if (!header) return frame;
  frame.from = header->masked ? Direction::Client : Direction::Server;
  frame.frame.violations = judge_header(*header, {header->masked ? Role::Server : Role::Client, 0});
  frame.frame.violations.each(
      [&](Violation violation) { frame.findings.push_back(finding_of(violation, *header)); });
  return frame;
}

ExplainedMessage message_of(std::string_view text) {
  ExplainedMessage message;
  message.length = text.size();
  message.preview = bytes_of(text);
  return message;
}

}  // namespace

TEST_CASE("the title says who, what, how long, where") {
  const std::vector<std::uint8_t> wire = {0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58};
  ExplainedFrame frame = explained(wire);
  const std::string title =
      "Frame 1   client -> server   TEXT   11 bytes: header 2 + key 4 + payload 5\n"
      "          offset 0\n\n";
  CHECK(explain_frame(frame).substr(0, title.size()) == title);
  frame.conn = 2;
  frame.packet = 8;
  frame.time = 0.020827;
  frame.guessed = true;
  frame.note = "message 1 begins";
  const std::string text = explain_frame(frame);
  CHECK(contains(text, "client -> server (guessed)"));
  CHECK(contains(text, "          connection 2   packet 8   0.020827 s   message 1 begins\n"));
}

TEST_CASE("a wrong frame gets its finding: the sentence, the citation, the hint") {
  const std::vector<std::uint8_t> wire = {0x89, 0x7e, 0x00, 0x7e};
  ExplainedFrame frame = explained(wire);
  REQUIRE(frame.findings.size() == 1);
  frame.findings[0].hint = "nobody told it";
  const std::string text = explain_frame(frame);
  CHECK(contains(text, "  error: Ping payload is 126 bytes; at most 125 are allowed"));
  CHECK(contains(text, "[RFC 6455 5.5, close 1002]"));
  CHECK(contains(text, "    Likely cause: nobody told it\n"));
}

TEST_CASE("a payload too long for the figure is listed") {
  std::vector<std::uint8_t> wire = {0x81, 40};
  for (int i = 0; i < 40; ++i) wire.push_back(static_cast<std::uint8_t>('a' + i % 26));
  ExplainStyle style;
  style.bytes = 32;
  const std::string text = explain_frame(explained(wire), style);
  CHECK(contains(text, "  Payload, the first 32 of 40 bytes\n"));
  CHECK(contains(text, "     0  61 62 63 64 65 66 67 68 69 6a 6b 6c 6d 6e 6f 70  abcdefghijklmnop\n"));
}

TEST_CASE("messages in words") {
  CHECK(explain_message(message_of("Hello")) ==
        "Message 1   text, 1 frame, 5 bytes, valid UTF-8: \"Hello\"\n");
  ExplainedMessage parts = message_of("Hello world");
  parts.frames = {1, 4, 5};
  parts.frame_count = 3;
  CHECK(explain_message(parts) ==
        "Message 1   text, 3 frames #1+#4+#5, 11 bytes, valid UTF-8: \"Hello world\"\n");
  ExplainedMessage broken = message_of("a\xff");
  broken.valid_utf8 = false;
  broken.utf8_error_at = 1;
  CHECK(explain_message(broken) ==
        "Message 1   text, 1 frame, 2 bytes, NOT valid UTF-8 at byte 1: \"a\\xff\"\n");
  ExplainedMessage binary = message_of("\x01\x02");
  binary.kind = Opcode::Binary;
  CHECK(explain_message(binary) == "Message 1   binary, 1 frame, 2 bytes: 01 02\n");
  CHECK(explain_message(message_of("")) == "Message 1   text, 1 frame, 0 bytes, valid UTF-8.\n");
}

TEST_CASE("totals in words") {
  CHECK(explain_total(0, 0, 0, 0) == "No violations.\n");
  CHECK(explain_total(0, 0, 1, 0) == "No violations; 1 warning.\n");
  CHECK(explain_total(2, 1, 0, 0) == "2 errors, 1 sender error.\n");
}

TEST_CASE("colour only surrounds lines and can be left out") {
  ExplainStyle color;
  color.color = true;
  const std::string with = explain_frame(explained({0x89, 0x7e, 0x00, 0x7e}), color);
  std::string without;
  for (std::size_t i = 0; i < with.size(); ++i) {
    if (with[i] == '\x1b') {
      i = with.find('m', i);
    } else {
      without += with[i];
    }
  }
  CHECK(without == explain_frame(explained({0x89, 0x7e, 0x00, 0x7e})));
}

TEST_CASE("lines are broken between words, long words inside, wide characters as they count") {
  CHECK(wrap("ab: ", "one two three", 4, 12) == "ab: one two\n    three\n");
  CHECK(wrap("", "aaaaaaaaaa", 2, 6) == "aaaaaa\n  aaaa\n");
  CHECK(wrap("x ", "", 2) == "x\n");
  std::string wide;
  for (int i = 0; i < 100; ++i) wide += "\xe4\xbd\xa0";
  testing::require_screen(wrap("Message 1   ", wide, 12), false);
}

TEST_CASE("whatever the frame, its picture fits the screen") {
  testing::RandomFrames frames(11);
  for (int i = 0; i < 2500; ++i) {
    const testing::RandomFrame random = frames.any();
    std::vector<std::uint8_t> wire = random.wire();
    if (frames.chance(4)) wire.resize(1 + frames.below(std::min<std::size_t>(wire.size(), 40)));
    if (wire.size() > 300) wire.resize(300);
    ExplainedFrame frame = explained(wire, frames.chance(5) ? frames.below(1'000'000) : 0);
    frame.n = frames.below(1'000'000'000);
    frame.offset = frames.below(1'000'000'000'000);
    frame.compressed = frames.chance(4);
    ExplainStyle style;
    style.escape = frames.chance(2) ? EscapeStyle::Utf8 : EscapeStyle::Ascii;
    testing::require_screen(explain_frame(frame, style), style.escape == EscapeStyle::Ascii);

    ExplainedMessage message = message_of(text_of(random.payload));
    message.kind = frames.chance(2) ? Opcode::Text : Opcode::Binary;
    message.frame_count = 1 + frames.below(20);
    for (std::size_t f = 0; f < message.frame_count; ++f) message.frames.push_back(frames.below(100'000));
    testing::require_screen(explain_message(message, style), style.escape == EscapeStyle::Ascii);
  }
}
