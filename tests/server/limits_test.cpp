// The limits that hold for all clients together, and for a message that never ends.
#include "server/limits.hpp"

#include <vector>

#include "net/permessage_deflate.hpp"
#include "support/catch.hpp"
#include "support/nothing_left.hpp"
#include "support/running_server.hpp"

using namespace ws101;
using namespace ws101::testing;

namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;

// The headers of a masked binary frame of 7 MiB that one of 1 MiB ends, with keys of zeros: the payload is sent as it
// is.
const Wire kLongFrame = hex("02 ff 00 00 00 00 00 70 00 00 00 00 00 00");
const Wire kLastFrame = hex("80 ff 00 00 00 00 00 10 00 00 00 00 00 00");

}  // namespace

TEST_CASE_METHOD(NothingLeft, "many long messages do not take more memory than the server may have",
                 "[rfc6455-10.4]") {
  ServerLimits limits = quiet_limits();
  limits.max_memory = 14 * kMiB;
  RunningServer running(limits);
  const Wire begin(7 * kMiB, 'x');
  const Wire rest(kMiB, 'x');
  // Alone, a message of 8 MiB fits: it takes half as much again at most. Two do not.
  RawSocket first = running.open();
  first.send(kLongFrame).send(begin).send(client().ping("read?"));
  CHECK(first.read_frame().words() == "pong read?");
  RawSocket second = running.open();
  const auto told =
      frames_in(second.exchange({kLongFrame, begin, kLastFrame, std::span(rest).first(kMiB - 1)}));
  CHECK(told == Seen{"close 1013"});
  CHECK(running.closings.becomes_size(1));
  // Short messages are served all the same, and the first message arrives.
  RawSocket third = running.open();
  CHECK(third.send(client().text("Hello")).read_frame().words() == "text Hello");
  first.send(kLastFrame).send(rest);
  CHECK(first.read_frame().payload.size() == 8 * kMiB);
  first.close();
  CHECK(running.closings.becomes_size(2));
  // What the two had taken was given back.
  RawSocket fourth = running.open();
  fourth.send(kLongFrame).send(begin).send(kLastFrame).send(rest);
  CHECK(fourth.read_frame().payload.size() == 8 * kMiB);
}

TEST_CASE_METHOD(NothingLeft, "what a few bytes inflate to counts while it inflates",
                 "[rfc6455-10.4][rfc7692-8]") {
  ServerLimits limits = quiet_limits();
  limits.max_memory = 8 * kMiB;
  RunningServer running(limits, [](Server& server) {
    Endpoint echo = echo_endpoint();
    echo.deflate = DeflateParams{};
    server.endpoint("/", std::move(echo));
  });
  const auto compressor = make_compressor(Role::Client, DeflateParams{}, {0, 16 * kMiB});
  const Bytes bomb = compressor->compress(Wire(15 * kMiB, 0));
  REQUIRE(bomb.size() < 20'000);
  RawSocket socket = running.connect();
  socket.send(request_start() + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n");
  REQUIRE(socket.read_head().find("permessage-deflate") != std::string::npos);
  socket.send(client().frame({.opcode = kBinary, .rsv = 4}, bomb));
  CHECK(socket.read_frame().words() == "close 1013");
}

TEST_CASE_METHOD(NothingLeft, "what waits for slow readers counts for all of them together",
                 "[rfc6455-10.4]") {
  ServerLimits limits = quiet_limits();
  limits.max_memory = 2 * kMiB;
  RunningServer running(limits);
  std::vector<RawSocket> slow;
  for (int i = 0; i < 4; ++i) slow.push_back(running.open("/", 4096));
  REQUIRE(becomes([&] { return running.server.peers().size() == slow.size(); }));
  const Wire news(64 << 10, 'x');
  // Each of them could leave 4 MiB with the server, which is kDefaultMaxBacklog.
  std::size_t reached = slow.size();
  for (int i = 0; i < 240 && reached == slow.size(); ++i)
    reached = running.server.broadcast(Opcode::Binary, news);
  CHECK(reached == slow.size() - 1);  // as many as had to go
  CHECK(running.closings.becomes_size(1));
  CHECK(running.closings.count("unclean 1008") == 1);
}

TEST_CASE_METHOD(NothingLeft, "a message that makes no progress is not waited for, whatever pongs say",
                 "[rfc6455-5.4]") {
  ServerLimits limits = quiet_limits();
  limits.message_time = std::chrono::milliseconds(40);
  RunningServer running(limits);
  RawSocket client = running.open();
  client.send(hex("01 82 00 00 00 00") + bytes("He"));
  client.send(hex("8a 80 00 00 00 00"));
  const SeenFrame frame = client.read_frame();
  CHECK(frame.words() == "close 1008");
  CHECK(frame.reason() == "the message makes no progress");
}
