// Closing, case by case (RFC 6455 sections 5.5.1 and 7), on a real socket.
#include "server/conformance/exchange.hpp"
#include "support/catch.hpp"

namespace ws101::testing {
namespace {

TEST_CASE_METHOD(NothingLeft, "C1 a Close is answered with its code, then the server ends TCP first",
                 "[rfc6455-5.5.1][rfc6455-7.1.1]") {
  RunningServer running;
  check_row(running, client().close(), {"close 1005"});
  check_row(running, client().close(1000), {"close 1000"});
  check_row(running, client().close(4321, std::string(123, 'r')), {"close 4321"});
  RawSocket polite = running.open();
  const SeenFrame answer = polite.send(client().close()).read_frame();
  CHECK(answer.payload.empty());  // no payload for no payload, never 1005
  CHECK(polite.read_all().empty());
}

TEST_CASE_METHOD(NothingLeft, "C2 C3 codes that may be used are echoed, others fail the connection",
                 "[rfc6455-7.4.1][rfc6455-7.4.2][close-code-forbidden][close-code-range]") {
  RunningServer running;
  for (const int code :
       {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999}) {
    check_row(running, client().close(code), {"close " + std::to_string(code)});
  }
  for (const int code : {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535}) {
    check_row(running, client().close(code, "why"), {"close 1002"});
  }
}

TEST_CASE_METHOD(NothingLeft, "C4 a Close payload of one byte, a reason that is not UTF-8",
                 "[rfc6455-5.5.1][close-length-1][close-reason-not-utf8]") {
  RunningServer running;
  check_row(running, client().frame(kClose, raw({3})), {"close 1002"});
  check_row(running, client().close(1000, "\xC3"), {"close 1007"});
  check_row(running, client().close(1000, "a\xED\xA0\x80"), {"close 1007"});
}

TEST_CASE_METHOD(NothingLeft, "C5 what follows a Close is ignored", "[rfc6455-5.5.1][data-after-close]") {
  RunningServer running;
  check_row(running, client().close(1000) + client().text("x") + client().ping() + client().close(1001),
            {"close 1000"});
  check_row(running, client().close(1001) + hex("ff ff ff ff"), {"close 1001"});
}

TEST_CASE_METHOD(NothingLeft, "C6 a ping or data just before the Close is answered first",
                 "[rfc6455-5.5.1]") {
  RunningServer running;
  check_row(running, client().text("last words") + client().ping("p") + client().close(1000),
            {"text last words", "pong p", "close 1000"});
}

// A message makes the server begin the closing with these words.
Endpoint closes_when_told(Notes& notes) {
  Endpoint endpoint;
  endpoint.message = [&](Peer& peer, const Message& message) {
    notes.add("message " + std::string(message.text()));
    if (message.text() == "close") {
      CHECK_IN_THREAD(peer.open());
      CHECK_IN_THREAD(peer.close(static_cast<CloseCode>(4001), "as you wish"));
      CHECK_IN_THREAD(!peer.close());
      CHECK_IN_THREAD(!peer.send_text("too late"));
    }
  };
  endpoint.close = [&](Peer& peer, const CloseEvent& event) {
    CHECK_IN_THREAD(!peer.open());
    CHECK_IN_THREAD(!peer.send_text("too late"));
    notes.add((event.clean() ? "clean " : "unclean ") + std::to_string(number(event.code)) + " " +
              std::string(event.reason));
  };
  return endpoint;
}

TEST_CASE_METHOD(NothingLeft, "C7 we begin: messages that still come are dropped, the peer's Close ends it",
                 "[rfc6455-7.1.2]") {
  Notes notes;
  RunningServer running(closes_when_told(notes));
  const Wire all = client().text("close") + client().text("dropped") + client().ping("still answered") +
                   client().close(4001, "bye");
  for (const Split& split : splits_of(all.size(), SplitSet::Sweep)) {
    INFO("split: " << split.name);
    const std::size_t before = notes.size();
    RawSocket told = running.open();
    const Seen got = frames_in(told.exchange(pieces_of(std::span<const std::uint8_t>(all), split)));
    REQUIRE(got.size() >= 1);
    CHECK(got[0] == "close 4001");
    REQUIRE(notes.becomes_size(before + 2));
    CHECK(notes.lines()[before] == "message close");
    CHECK(notes.lines()[before + 1] == "clean 4001 bye");
  }
}

TEST_CASE_METHOD(NothingLeft, "C7 a peer that never answers our Close is given up at the deadline",
                 "[rfc6455-7.1.7][rfc6455-7.2.2]") {
  Notes notes;
  ServerLimits limits = quiet_limits();
  limits.closing_time = std::chrono::milliseconds(40);
  RunningServer running(closes_when_told(notes), limits);
  RawSocket silent = running.open();
  CHECK(silent.send(client().text("close")).read_frame().words() == "close 4001");
  CHECK(silent.read_all().empty());
  REQUIRE(notes.becomes_size(2));
  CHECK(notes.lines()[1] == "unclean 1006 no answer to our Close");
}

TEST_CASE_METHOD(NothingLeft, "C7 a Close from another thread", "[rfc6455-7.1.2]") {
  Notes notes;
  RunningServer running(closes_when_told(notes));
  RawSocket one = running.open();
  REQUIRE(becomes([&] { return running.server.peers().size() == 1; }));
  Peer peer = running.server.peers()[0];
  CHECK_FALSE(peer.close(static_cast<CloseCode>(999)));
  CHECK_FALSE(peer.close(CloseCode::Abnormal));
  CHECK(peer.open());
  CHECK(peer.close(CloseCode::TryAgainLater, "from outside"));
  CHECK_FALSE(peer.open());
  CHECK_FALSE(peer.close());
  CHECK_FALSE(peer.send_text("late"));
  const SeenFrame close = one.read_frame();
  CHECK(close.words() == "close 1013");
  CHECK(close.reason() == "from outside");
  one.send(client().text("dropped") + client().ping("p") + client().close(1013));
  CHECK(frames_in(one.read_all()) == Seen{"pong p"});
  REQUIRE(notes.becomes_size(1));
  CHECK(notes.lines() == Seen{"clean 1013 "});
}

TEST_CASE_METHOD(NothingLeft, "C8 TCP that ends without a Close, at every byte of a frame",
                 "[rfc6455-7.1.5][no-close]") {
  Notes notes;
  RunningServer running(closes_when_told(notes));
  const Wire all = client().begin_text("never") + client().ping("p") + client().end(" delivered");
  for (std::size_t cut = 0; cut < all.size(); ++cut) {
    RawSocket leaves = running.open();
    leaves.send(all.first(cut));
    if (cut % 3 == 0) {
      leaves.end_sending();
      leaves.read_all();
    } else if (cut % 3 == 1) {
      leaves.close();
    } else {
      leaves.reset();
    }
    REQUIRE(notes.becomes_size(cut + 1));
  }
  CHECK(notes.count("unclean 1006 TCP ended without a Close frame") == all.size());
}

TEST_CASE_METHOD(NothingLeft, "C8 a half that is ended still gets its answers", "[rfc6455-7.1.5]") {
  RunningServer running;
  RawSocket half = running.connect(4096);
  const Wire payload = noise(std::size_t{4} << 20);
  std::thread sender([&] {
    half.send(request());
    half.send(client().binary(payload) + client().text("end"));
    half.end_sending();
  });
  sender.join();
  CHECK(frames_behind_101(half.read_all()) == Seen{words_of(kBinary, payload), "text end"});
  REQUIRE(running.closings.becomes_size(1));
  CHECK(running.closings.lines() == Seen{"unclean 1006"});
}

TEST_CASE_METHOD(NothingLeft, "C9 a server that stops says 1001 to all and joins their threads",
                 "[rfc6455-7.4.1]") {
  RunningServer running;
  std::vector<RawSocket> clients;
  for (int i = 0; i < 20; ++i) clients.push_back(running.open());
  REQUIRE(becomes([&] { return running.server.peers().size() == 20; }));
  running.server.stop();
  for (RawSocket& one : clients) {
    CHECK(one.read_frame().words() == "close 1001");
    one.send(client().close(1001));
    CHECK(one.read_all().empty());
    CHECK_FALSE(one.was_reset());
    one.close();
  }
  running.join();
  CHECK(running.closings.lines() == Seen(20, "clean 1001"));
}

TEST_CASE_METHOD(NothingLeft, "C10 both sides send Close at the same moment", "[rfc6455-7.1.2]") {
  for (int i = 0; i < 50; ++i) {
    RunningServer running;
    RawSocket one = running.open();
    REQUIRE(becomes([&] { return running.server.peers().size() == 1; }));
    Peer peer = running.server.peers()[0];
    std::thread other([&] { peer.close(static_cast<CloseCode>(4000)); });
    one.send(client().close(1000));
    const Seen got = frames_in(one.read_all());
    other.join();
    CHECK((got == Seen{"close 1000"} || got == Seen{"close 4000"}));
    one.close();
    REQUIRE(running.closings.becomes_size(1));
    CHECK(running.closings.lines() == Seen{"clean 1000"});
  }
}

}  // namespace
}  // namespace ws101::testing
