#include "describe/line.hpp"

#include "describe/frame_bytes.hpp"
#include "support/catch.hpp"
#include "support/random_frames.hpp"
#include "support/screen.hpp"

using namespace ws101;

namespace {
FrameHeader header_of(Opcode opcode, std::uint64_t length) {
  FrameHeader header;
  header.opcode = opcode;
  header.length = length;
  header.length_form = shortest_form(length);
  return header;
}
std::string line(const FrameHeader& header, std::string_view payload, const LineStyle& style = {}) {
  return describe_line(header, bytes_of(payload), style);
}
}  // namespace

TEST_CASE("the frames of the standard in one line each", "[rfc6455-5.7]") {
  FrameHeader text = header_of(Opcode::Text, 5);
  CHECK(line(text, "Hello") == R"(text FIN=1 unmasked 5 bytes "Hello")");
  text.masked = true;
  text.key = {0x37, 0xfa, 0x21, 0x3d};
  CHECK(line(text, "Hello") == R"(text FIN=1 masked 37fa213d 5 bytes "Hello")");
  FrameHeader first = header_of(Opcode::Text, 3);
  first.fin = false;
  CHECK(line(first, "Hel") == R"(text FIN=0 unmasked 3 bytes "Hel")");
  LineStyle of_text;
  of_text.content = Opcode::Text;
  CHECK(line(header_of(Opcode::Continuation, 2), "lo", of_text) ==
        R"(continuation FIN=1 unmasked 2 bytes "lo")");
  CHECK(line(header_of(Opcode::Ping, 5), "Hello") == R"(ping FIN=1 unmasked 5 bytes "Hello")");
  CHECK(line(header_of(Opcode::Binary, 256), std::string(256, 'a')) ==
        "binary FIN=1 unmasked 256 bytes 61 61 61 61 61 61 61 61 61 ... (247 more bytes)");
}

TEST_CASE("a Close tells code, name and reason") {
  CHECK(line(header_of(Opcode::Close, 0), "") == "close FIN=1 unmasked 0 bytes");
  CHECK(line(header_of(Opcode::Close, 2), "\x03\xe8") == "close FIN=1 unmasked 2 bytes 1000 Normal Closure");
  CHECK(line(header_of(Opcode::Close, 5),
             "\x03\xe8"
             "bye") == R"(close FIN=1 unmasked 5 bytes 1000 Normal Closure "bye")");
  CHECK(line(header_of(Opcode::Close, 1), "\x03") == "close FIN=1 unmasked 1 byte 03");
}

TEST_CASE("the reason of a Close is not cut while the name of its code could go") {
  FrameHeader header = header_of(Opcode::Close, 26);
  header.masked = true;
  header.key = {0xb4, 0xfe, 0xf2, 0x35};
  CHECK(line(header, "\x03\xeaWebSocket Protocol Error") ==
        R"(close FIN=1 masked b4fef235 26 bytes 1002 Protocol Error "WebSocket Protocol Error")");
  header.length = 2 + 50;
  CHECK(line(header, "\x03\xea" + std::string(50, 'a')) ==
        "close FIN=1 masked b4fef235 52 bytes 1002 \"" + std::string(50, 'a') + "\"");
  // What is left out is more than the note about it.
  header.length = 2 + 123;
  CHECK(line(header, "\x03\xea" + std::string(123, 'a')) ==
        "close FIN=1 masked b4fef235 125 bytes 1002 \"" + std::string(35, 'a') + "\" ... (88 more bytes)");
}

TEST_CASE("what is unusual is told, what is usual is not") {
  FrameHeader odd = header_of(Opcode::Text, 5);
  odd.rsv = 4;
  odd.length_form = LengthForm::Bits64;
  CHECK(line(odd, "Hello") == R"(text FIN=1 RSV=4 unmasked len64 5 bytes "Hello")");
  CHECK(line(header_of(static_cast<Opcode>(0xB), 1), "x") == R"(opcode 0xb FIN=1 unmasked 1 byte "x")");
}

TEST_CASE("text from a peer cannot reach the terminal") {
  CHECK(line(header_of(Opcode::Text, 5), "\x1b[2J\n") == R"(text FIN=1 unmasked 5 bytes "\x1b[2J\n")");
  CHECK(line(header_of(Opcode::Ping, 5), "\x1b[2J\n") == "ping FIN=1 unmasked 5 bytes 1b 5b 32 4a 0a");
}

TEST_CASE("a line fits its width for any frame") {
  testing::RandomFrames frames(1);
  for (int i = 0; i < 3000; ++i) {
    const testing::RandomFrame frame = frames.any();
    LineStyle style;
    style.escape = i % 2 == 0 ? EscapeStyle::Ascii : EscapeStyle::Utf8;
    style.compressed = i % 5 == 0;
    const std::string text = describe_line(frame.header, frame.payload, style);
    if (text.find('\n') != std::string::npos) FAIL("more than one line:\n" << text);
    if (frame.header.opcode == Opcode::Close) style.width -= kCloseLeave;
    const std::string fitting = describe_line(frame.header, frame.payload, style);
    const std::string wrong = testing::wrong_on_screen(fitting, style.escape == EscapeStyle::Ascii);
    if (!wrong.empty()) FAIL(wrong << "\n" << fitting);
  }
}
