#include "wsdump/show/list.hpp"

#include <unistd.h>

#include <array>
#include <string>

#include "support/catch.hpp"
#include "text/bytes.hpp"

using namespace ws101;
using namespace ws101::wsdump;

namespace {

// What a view prints, through a pipe that is large enough for it.
class Printed {
 public:
  Printed() { REQUIRE(::pipe(ends_.data()) == 0); }
  ~Printed() {
    ::close(ends_[0]);
    ::close(ends_[1]);
  }
  int descriptor() const { return ends_[1]; }
  std::string text() const {
    std::array<char, 8192> block;
    const auto count = ::read(ends_[0], block.data(), block.size());
    return std::string(block.data(), static_cast<std::size_t>(count));
  }

 private:
  std::array<int, 2> ends_{};
};

FrameEvent frame(Opcode opcode, std::string_view payload) {
  FrameEvent event;
  event.n = 1;
  event.from = Direction::Client;
  event.header.opcode = opcode;
  event.header.length = payload.size();
  event.payload = bytes_of(payload);
  event.came = payload.size();
  event.content = opcode;
  event.begins_message = true;
  event.message = 1;
  return event;
}

// The line of a frame, without number, place and direction, which take 28 columns.
std::string line_of(const FrameEvent& event, std::optional<std::size_t> bytes = {}) {
  const Printed printed;
  {
    Output out(printed.descriptor());
    ListStyle style;
    style.quiet = true;
    style.bytes = bytes;
    ListView(out, style).frame(event);
  }
  return printed.text().substr(26);
}

}  // namespace

TEST_CASE("a payload is shown as what it is, and cut with dots", "[wsdump]") {
  CHECK(line_of(frame(Opcode::Text, "Hello")) == "text            5  \"Hello\"\n");
  CHECK(line_of(frame(Opcode::Text, "{\"a\":1}\n")) == "text            8  \"{\\\"a\\\":1}\\n\"\n");
  CHECK(line_of(frame(Opcode::Binary, "\x01\xff")) == "binary          2  01 ff\n");
  CHECK(line_of(frame(Opcode::Binary, "")) == "binary          0\n");
  const std::string cut = line_of(frame(Opcode::Text, std::string(500, 'x')));
  CHECK(cut.size() == 80 - 26 + 1);
  CHECK(cut.ends_with("xxx\" ...\n"));
  CHECK(line_of(frame(Opcode::Text, std::string(500, 'x')), 500).find("...") == std::string::npos);
}

TEST_CASE("beside the payload is what connects a frame with others", "[wsdump]") {
  FrameEvent first = frame(Opcode::Text, "Hel");
  first.header.fin = false;
  CHECK(line_of(first) == "text FIN=0      3  \"Hel\"              message 1 begins\n");
  FrameEvent pong = frame(Opcode::Pong, "hi");
  pong.answers = 2;
  pong.answers_after_ns = 10'400'000;
  CHECK(line_of(pong) == "pong            2  \"hi\"  answers #2 after 10 ms\n");
  FrameEvent compressed = frame(Opcode::Text, "\xf2\x48");
  compressed.header.rsv = 4;
  compressed.compressed = true;
  CHECK(line_of(compressed) == "text RSV1       2  f2 48              compressed\n");
}

TEST_CASE("a frame that is not whole says how much of it came", "[wsdump]") {
  FrameEvent cut = frame(Opcode::Text, "Hel");
  cut.header.length = 5;
  cut.complete = false;
  CHECK(line_of(cut) == "text            5  \"Hel\" ...\n        cut: payload 3 of 5 bytes\n");
  FrameEvent header;
  header.n = 1;
  header.header_whole = false;
  const std::array<std::uint8_t, 2> begin = {0x82, 0x7f};
  header.header_begin = begin;
  CHECK(line_of(header) == "header cut: 2 bytes of it: 82 7f\n");
}
