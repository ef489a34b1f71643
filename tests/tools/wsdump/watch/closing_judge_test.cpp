#include "wsdump/watch/closing_judge.hpp"

#include <string>

#include "support/catch.hpp"

using namespace ws101;
using namespace ws101::wsdump;

namespace {

struct Ends {
  Speaker client{100, false};
  Speaker server{100, false};
  std::vector<std::string> ids(bool any_message, bool reset = false) const {
    std::vector<std::string> found;
    for (const ClosingFinding& one : judge_closing(client, server, {any_message, reset}))
      found.push_back(one.finding.id);
    return found;
  }
};
using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("both sent Close: nothing is wrong", "[close-not-answered]") {
  Ends ends;
  ends.client.close_frame = 7;
  ends.server.close_frame = 8;
  CHECK(ends.ids(true).empty());
}

TEST_CASE("a Close that was not answered is held against the peer", "[close-not-answered]") {
  Ends ends;
  ends.server.close_frame = 8;
  const auto found = judge_closing(ends.client, ends.server, {true, false});
  REQUIRE(found.size() == 1);
  CHECK(found[0].finding.id == "close-not-answered");
  CHECK(found[0].by == Direction::Client);
  CHECK(found[0].frame == 8);
}

TEST_CASE("TCP that ends without Close is told once something was said", "[no-close]") {
  Ends ends;
  CHECK(ends.ids(false).empty());
  CHECK(ends.ids(true) == Ids{"no-close"});
  const auto found = judge_closing(ends.client, ends.server, {true, true});
  CHECK(found[0].finding.text.find("RST") != std::string::npos);
}

TEST_CASE("a Ping is held against a peer that went on sending", "[wsdump][rfc6455-5.5.2]") {
  Ends ends;
  ends.client.close_frame = 9;
  ends.server.close_frame = 10;
  ends.client.pings.ping(3, {}, {});
  CHECK(ends.ids(true).empty());
  ends.server.last_data_frame = 5;
  CHECK(ends.ids(true) == Ids{"ping-not-answered"});
}

TEST_CASE("a message that was never finished is told with its first frame", "[message-unfinished]") {
  Ends ends;
  FramePiece piece;
  piece.header.fin = false;
  piece.header.opcode = Opcode::Text;
  piece.first = piece.last = true;
  ends.client.messages.begin(4, piece.header, 0);
  ends.client.messages.add(piece);
  ends.client.messages.frame_told(6);
  const auto found = judge_closing(ends.client, ends.server, {true, false});
  REQUIRE(found.size() == 1);
  CHECK(found[0].finding.text == "message 4 was begun in frame 6 and never finished");
  CHECK(found[0].frame == 6);
}
