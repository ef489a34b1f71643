#include "wsdump/show/explain.hpp"

#include <algorithm>

#include "describe/frame_bytes.hpp"
#include "support/catch.hpp"
#include "support/random_frames.hpp"
#include "support/screen.hpp"
#include "text/wrap.hpp"
#include "wsdump/show/summary.hpp"
#include "wsdump/watch/inflation.hpp"

using namespace ws101;
using namespace ws101::wsdump;

namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// A frame as it would be told, with what it points into. `not_at_hand`: bytes of payload that came and are not shown.
struct Told {
  FrameEvent event;
  std::vector<std::uint8_t> payload;
  std::vector<Finding> findings;

  explicit Told(const std::vector<std::uint8_t>& wire, std::uint64_t not_at_hand = 0) {
    FrameBytes frame;
    frame.wire = wire;
    event.n = 1;
    const auto header = frame.header();
    event.header_whole = header.has_value();
    if (!header) {
      payload = wire;
      event.header_begin = payload;
      return;
    }
    event.header = *header;
    payload = frame.payload();
    event.payload = payload;
    event.came = payload.size() + not_at_hand;
    event.from = header->masked ? Direction::Client : Direction::Server;
    event.violations = judge_header(*header, {header->masked ? Role::Server : Role::Client, 0});
    event.violations.each([&](Violation violation) { findings.push_back(finding_of(violation, *header)); });
    event.findings = findings;
  }
  Told(const Told&) = delete;
  Told& operator=(const Told&) = delete;
  std::string text(const ExplainStyle& style = {}) const { return explain_frame(event, style); }
};

MessageEvent message_of(std::string_view text) {
  MessageEvent message;
  message.n = 1;
  message.length = text.size();
  message.payload = bytes_of(text);
  message.utf8 = true;
  return message;
}

}  // namespace

TEST_CASE("the title says who, what, how long, where") {
  const std::vector<std::uint8_t> wire = {0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58};
  Told frame(wire);
  const std::string title =
      "Frame 1   client -> server   TEXT   11 bytes: header 2 + key 4 + payload 5\n"
      "          offset 0\n\n";
  CHECK(frame.text().substr(0, title.size()) == title);
  frame.event.conn = 2;
  frame.event.at = {8, 20'827'999};
  frame.event.guessed = true;
  frame.event.message = 1;
  frame.event.begins_message = true;
  frame.event.header.fin = false;
  ExplainStyle style;
  style.name_connection = true;
  const std::string text = frame.text(style);
  CHECK(contains(text, "client -> server (guessed)"));
  CHECK(contains(text, "          connection 2   packet 8   0.020827 s   message 1 begins\n"));
}

TEST_CASE("a wrong frame gets its finding: the sentence, the citation, the hint") {
  Told frame({0x89, 0x7e, 0x00, 0x7e});
  REQUIRE(frame.findings.size() == 1);
  frame.findings[0].hint = "nobody told it";
  const std::string text = frame.text();
  CHECK(contains(text, "  error: Ping payload is 126 bytes; at most 125 are allowed"));
  CHECK(contains(text, "[RFC 6455 5.5, close 1002]"));
  CHECK(contains(text, "    Likely cause: nobody told it\n"));
}

TEST_CASE("a payload too long for the figure is listed") {
  std::vector<std::uint8_t> wire = {0x81, 40};
  for (int i = 0; i < 40; ++i) wire.push_back(static_cast<std::uint8_t>('a' + i % 26));
  ExplainStyle style;
  style.bytes = 32;
  const std::string text = Told(wire).text(style);
  CHECK(contains(text, "  Payload, the first 32 of 40 bytes\n"));
  CHECK(contains(text, "     0  61 62 63 64 65 66 67 68 69 6a 6b 6c 6d 6e 6f 70  abcdefghijklmnop\n"));
}

TEST_CASE("a cut header says what it would need") {
  CHECK(contains(Told({0x82}).text(),
                 "  To go on it needs the second byte of the header: MASK and the payload length.\n"));
  CHECK(contains(Told({0x82, 0x7f}).text(),
                 "  To go on it needs 8 more bytes of the 64-bit length, then the payload.\n"));
  CHECK(contains(Told({0x82, 0xff, 0x00, 0x00, 0x01}).text(),
                 "  To go on it needs 5 more bytes of the 64-bit length (the highest came:\n"
                 "  0x000001...) and the masking key, then the payload.\n"));
  CHECK(contains(Told({0x82, 0xfe, 0x01, 0x00, 0x12}).text(),
                 "  To go on it needs 3 more bytes of the masking key, then the payload.\n"));
}

TEST_CASE("messages in words") {
  CHECK(explain_message(message_of("Hello")) ==
        "Message 1   text, 1 frame, 5 bytes, valid UTF-8: \"Hello\"\n");
  MessageEvent parts = message_of("Hello world");
  const std::vector<std::uint64_t> numbers = {1, 4, 5};
  parts.frames = numbers;
  parts.frame_count = 3;
  CHECK(explain_message(parts) ==
        "Message 1   text, 3 frames #1+#4+#5, 11 bytes, valid UTF-8: \"Hello world\"\n");
  MessageEvent broken = message_of("a\xff");
  broken.utf8 = false;
  broken.utf8_error_at = 1;
  CHECK(explain_message(broken) ==
        "Message 1   text, 1 frame, 2 bytes, NOT valid UTF-8 at byte 1: \"a\\xff\"\n");
  MessageEvent binary = message_of("\x01\x02");
  binary.kind = Opcode::Binary;
  binary.utf8.reset();
  CHECK(explain_message(binary) == "Message 1   binary, 1 frame, 2 bytes: 01 02\n");
  CHECK(explain_message(message_of("")) == "Message 1   text, 1 frame, 0 bytes, valid UTF-8.\n");
}

TEST_CASE("a compressed message: before, after and the ratio, and why it is not whole") {
  MessageEvent message = message_of("Hello");
  Inflation inflation;
  inflation.wire_length = 7;
  inflation.length = 5;
  message.compressed = true;
  message.inflation = &inflation;
  CHECK(explain_message(message) ==
        "Message 1   text, 1 frame, 7 bytes inflated to 5 (140 %), valid UTF-8: \"Hello\"\n");
  inflation.outcome = Inflation::Outcome::NeedsEarlier;
  inflation.earlier = "the capture";
  inflation.error = {InflateFault::DistanceTooFar, 40, 10, 5};
  message.utf8.reset();
  CHECK(explain_message(message) ==
        "Message 1   text, 1 frame, 7 bytes inflated to 5: \"Hello\"\n"
        "            needs 5 bytes from before the capture\n");
  Told frame({0xC1, 0x02, 0xF2, 0x48});
  frame.event.compressed = true;
  frame.event.allowed_rsv = 4;
  CHECK(contains(frame.text(), "The payload is compressed (RFC 7692) and shown as it came"));
}

TEST_CASE("totals in words") {
  Totals totals;
  CHECK(verdict(totals) == "No violations.");
  totals.warnings = 1;
  CHECK(verdict(totals) == "1 warning.");
  totals.errors = 3;
  totals.senders = 1;
  CHECK(verdict(totals) == "2 errors, 1 sender error, 1 warning.");
}

TEST_CASE("colour only surrounds lines and can be left out") {
  ExplainStyle color;
  color.color = true;
  const std::string with = Told({0x89, 0x7e, 0x00, 0x7e}).text(color);
  std::string without;
  for (std::size_t i = 0; i < with.size(); ++i) {
    if (with[i] == '\x1b') {
      i = with.find('m', i);
    } else {
      without += with[i];
    }
  }
  CHECK(without == Told({0x89, 0x7e, 0x00, 0x7e}).text());
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
    Told frame(wire, frames.chance(5) ? frames.below(1'000'000) : 0);
    frame.event.n = frames.below(1'000'000'000);
    frame.event.offset = frames.below(1'000'000'000'000);
    frame.event.compressed = frames.chance(4);
    ExplainStyle style;
    style.escape = frames.chance(2) ? EscapeStyle::Utf8 : EscapeStyle::Ascii;
    testing::require_screen(frame.text(style), style.escape == EscapeStyle::Ascii);

    MessageEvent message = message_of(text_of(random.payload));
    message.kind = frames.chance(2) ? Opcode::Text : Opcode::Binary;
    message.frame_count = 1 + frames.below(20);
    std::vector<std::uint64_t> numbers;
    for (std::size_t f = 0; f < message.frame_count; ++f) numbers.push_back(frames.below(100'000));
    message.frames = numbers;
    testing::require_screen(explain_message(message, style), style.escape == EscapeStyle::Ascii);
  }
}
