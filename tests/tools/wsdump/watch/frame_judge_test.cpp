#include "wsdump/watch/frame_judge.hpp"

#include <string>

#include "frame/mask.hpp"
#include "support/catch.hpp"
#include "text/bytes.hpp"

using namespace ws101;
using namespace ws101::wsdump;

namespace {

FrameEvent frame(std::uint64_t n, Opcode opcode, std::string_view payload) {
  FrameEvent event;
  event.n = n;
  event.header.fin = true;
  event.header.opcode = opcode;
  event.header.length = payload.size();
  event.payload = bytes_of(payload);
  event.came = payload.size();
  return event;
}

struct Court {
  Speaker client{100, false};
  Speaker server{100, false};
  FrameJudge judge;
  void client_sends(FrameEvent& event) {
    judge.begin();
    judge.judge(event, client, server, true);
  }
  void server_sends(FrameEvent& event) {
    judge.begin();
    judge.judge(event, server, client, true);
  }
};

}  // namespace

TEST_CASE("a Close is judged by its payload, at the byte at fault", "[close-code-forbidden]") {
  Court court;
  FrameEvent event = frame(3, Opcode::Close, "\x03\xee");  // 1006
  court.client_sends(event);
  REQUIRE(court.judge.findings().size() == 1);
  CHECK(court.judge.findings()[0].id == "close-code-forbidden");
  CHECK(court.judge.findings()[0].offset == event.header.size());
  CHECK(court.judge.found_wrong());
  CHECK(court.client.close_frame == 3);
}

TEST_CASE("a Pong is told which Ping it answers, or that it answers none", "[pong-payload-differs]") {
  Court court;
  FrameEvent ping = frame(1, Opcode::Ping, "a");
  court.client_sends(ping);
  FrameEvent wrong = frame(2, Opcode::Pong, "b");
  SECTION("where all is known") {
    court.server_sends(wrong);
    REQUIRE(court.judge.findings().size() == 1);
    CHECK(court.judge.findings()[0].text.find("(Ping #1 is open)") != std::string::npos);
  }
  SECTION("not where a Ping may have been lost") {
    court.judge.begin();
    court.judge.judge(wrong, court.server, court.client, false);
    CHECK(court.judge.findings().empty());
  }
  FrameEvent right = frame(3, Opcode::Pong, "a");
  court.server_sends(right);
  CHECK(right.answers == 1);
}

TEST_CASE("a hint goes into the first finding, or comes back where there is none", "[wsdump]") {
  // The length of "hello" counts the key too, and the stream ends.
  FrameEvent event = frame(1, Opcode::Text, "hello");
  event.header.masked = true;
  event.header.key = {1, 2, 3, 4};
  event.header.length = 9;
  event.complete = false;
  FrameJudge judge;
  judge.begin();
  const std::string hint = judge.add_hint(event, Direction::Client, {}, true);
  CHECK(hint.starts_with("the length counts the 4 bytes of the masking key"));
  judge.note_mixed_roles();
  CHECK(judge.add_hint(event, Direction::Client, {}, true).empty());
  CHECK(judge.findings()[0].hint == hint);
  CHECK_FALSE(judge.found_wrong());
}

TEST_CASE("what is surprising but legal is noted", "[wsdump]") {
  Court court;
  FrameEvent close = frame(1, Opcode::Close, "");
  court.judge.begin();
  court.judge.add_notes(close, court.client);
  REQUIRE(court.judge.findings().size() == 1);
  CHECK(court.judge.findings()[0].id == "close-without-code");
  CHECK(court.judge.findings()[0].level == Level::Note);
}
