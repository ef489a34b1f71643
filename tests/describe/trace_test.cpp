#include "describe/trace.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/screen.hpp"

using namespace ws101;

namespace {

struct Lines : TraceSink {
  void on_trace(std::string_view text) override { all.emplace_back(text); }
  std::vector<std::string> all;
};

FrameHeader header_of(Opcode opcode, std::uint64_t length, bool fin = true) {
  FrameHeader header;
  header.opcode = opcode;
  header.length = length;
  header.length_form = shortest_form(length);
  header.fin = fin;
  return header;
}

}  // namespace

TEST_CASE("a trace writes each frame once, with its direction") {
  Lines lines;
  FrameTrace trace(lines);
  trace.on_frame(Flow::In, header_of(Opcode::Text, 5), bytes_of("Hello"), 0, true);
  trace.on_frame(Flow::Out, header_of(Opcode::Close, 2), bytes_of("\x03\xe8"), 0, true);
  CHECK(lines.all == std::vector<std::string>{R"(< text FIN=1 unmasked 5 bytes "Hello")",
                                              "> close FIN=1 unmasked 2 bytes 1000 Normal Closure"});
}

TEST_CASE("a frame in pieces is written when it is complete, also with the other direction in between") {
  Lines lines;
  FrameTrace trace(lines);
  trace.on_frame(Flow::In, header_of(Opcode::Text, 5), {}, 0, false);
  trace.on_frame(Flow::In, header_of(Opcode::Text, 5), bytes_of("Hel"), 0, false);
  trace.on_frame(Flow::Out, header_of(Opcode::Pong, 0), {}, 0, true);
  trace.on_frame(Flow::In, header_of(Opcode::Text, 5), bytes_of("lo"), 3, true);
  CHECK(lines.all == std::vector<std::string>{"> pong FIN=1 unmasked 0 bytes",
                                              R"(< text FIN=1 unmasked 5 bytes "Hello")"});
}

TEST_CASE("a continuation is shown as what it continues, also around a control frame") {
  Lines lines;
  FrameTrace trace(lines);
  trace.on_frame(Flow::In, header_of(Opcode::Binary, 1, false), bytes_of("a"), 0, true);
  trace.on_frame(Flow::In, header_of(Opcode::Ping, 0), {}, 0, true);
  trace.on_frame(Flow::In, header_of(Opcode::Continuation, 1), bytes_of("b"), 0, true);
  CHECK(lines.all.back() == "< continuation FIN=1 unmasked 1 byte 62");
}

TEST_CASE("a compressed message is shown as it came, and behind it what it inflates to") {
  Lines lines;
  FrameTrace trace(lines);
  FrameHeader header = header_of(Opcode::Text, 7);
  header.rsv = 4;
  trace.on_frame(Flow::In, header, bytes_of("\xf2\x48\xcd\xc9\xc9\x07\x00"), 0, true);
  trace.on_inflated(Flow::In, bytes_of("Hello"));
  header.opcode = Opcode::Binary;
  trace.on_frame(Flow::Out, header, bytes_of("\xf2\x48\xcd\xc9\xc9\x07\x00"), 0, true);
  trace.on_inflated(Flow::Out, bytes_of("Hello"));
  trace.on_inflated(Flow::Out, {});
  CHECK(lines.all == std::vector<std::string>{
                         "< text FIN=1 RSV=4 unmasked 7 bytes deflated f2 48 cd c9 c9 ... (2 more bytes)",
                         R"(< inflates to 5 bytes "Hello")",
                         "> binary FIN=1 RSV=4 unmasked 7 bytes deflated f2 48 cd c9 c9 ... (2 more bytes)",
                         "> inflates to 5 bytes 48 65 6c 6c 6f", "> inflates to 0 bytes"});
}

TEST_CASE("a long payload keeps a bounded preview") {
  Lines lines;
  FrameTrace trace(lines);
  const std::string piece(1000, 'x');
  const FrameHeader header = header_of(Opcode::Text, 1'000'000);
  for (std::uint64_t at = 0; at < 1'000'000; at += 1000) {
    trace.on_frame(Flow::In, header, bytes_of(piece), at, at == 999'000);
  }
  REQUIRE(lines.all.size() == 1);
  CHECK(lines.all[0].size() <= 80);
  CHECK(lines.all[0].find("more bytes)") != std::string::npos);
}

TEST_CASE("a full trace draws the frame, with the label before it") {
  Lines lines;
  TraceStyle style;
  style.full = true;
  style.label = "#7 ";
  FrameTrace trace(lines, style);
  FrameHeader header = header_of(Opcode::Text, 5);
  header.masked = true;
  header.key = {0x37, 0xfa, 0x21, 0x3d};
  trace.on_frame(Flow::In, header, bytes_of("Hello"), 0, true);
  REQUIRE(lines.all.size() == 1);
  CHECK(lines.all[0].substr(0, 20) == "#7 < text FIN=1 mask");
  CHECK(lines.all[0].find("| 81 85 37 fa\n") != std::string::npos);
  testing::require_screen(lines.all[0]);
}
