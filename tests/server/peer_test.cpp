// Handles to clients: what each call says while the client is there, when it is gone, and when the server is gone.
#include "support/catch.hpp"
#include "support/running_server.hpp"

namespace ws101::testing {
namespace {

void check_harmless(Peer& peer) {
  CHECK_FALSE(peer.open());
  CHECK_FALSE(peer.send_text("x"));
  CHECK_FALSE(peer.send_binary(noise(100'000)));
  CHECK_FALSE(peer.ping());
  CHECK_FALSE(peer.send_raw(noise(3)));
  CHECK_FALSE(peer.close());
  peer.flush();
  CHECK(peer.id() == 1);
  CHECK(peer.address().host() == "127.0.0.1");
}

TEST_CASE_METHOD(NothingLeft, "a handle stays harmless when its client and its server are gone",
                 "[rfc6455-7.1.1]") {
  std::vector<Peer> kept;
  {
    RunningServer running;
    RawSocket one = running.open();
    REQUIRE(becomes([&] { return running.server.peers().size() == 1; }));
    kept = running.server.peers();
    CHECK(kept[0].send_text("here"));
    CHECK(one.read_frame().text() == "here");
    one.close();
    REQUIRE(becomes([&] { return running.server.client_count() == 0; }));
    check_harmless(kept[0]);
  }
  check_harmless(kept[0]);
}

// Circles: a server's handler or a client's observer, and in it the client's own handle.
TEST_CASE_METHOD(NothingLeft, "what keeps a handle lives no longer than what calls it") {
  struct Keeper : FrameObserver {
    std::vector<Peer> kept;
    void on_frame(Flow, const FrameHeader&, Bytes, std::uint64_t, bool) override {}
  };
  std::weak_ptr<Keeper> in_handler;
  std::atomic<int> observers = 0;
  struct Counted : Keeper {
    std::atomic<int>& count;
    Counted(std::atomic<int>& observers, const Peer& peer) : count(observers) {
      kept.push_back(peer);
      ++count;
    }
    ~Counted() override { --count; }
  };
  {
    const auto keeper = std::make_shared<Keeper>();
    in_handler = keeper;
    Endpoint endpoint = echo_endpoint();
    endpoint.open = [keeper](Peer& peer, const Request&) { keeper->kept.push_back(peer); };
    endpoint.trace = [&](const Peer& peer, const Request&) {
      return std::make_unique<Counted>(observers, peer);
    };
    RunningServer running(std::move(endpoint));
    RawSocket one = running.open();
    CHECK(one.send(client().text("x")).read_frame().text() == "x");
    CHECK(observers == 1);
    one.reset();
    CHECK(becomes([&] { return observers == 0; }));
  }
  CHECK(in_handler.expired());
}

TEST_CASE_METHOD(NothingLeft, "what other threads send arrives whole and in their order", "[rfc6455-5.4]") {
  RunningServer running;
  RawSocket one = running.open();
  REQUIRE(becomes([&] { return running.server.peers().size() == 1; }));
  constexpr int kThreads = 4;
  constexpr int kEach = 200;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([peer = running.server.peers()[0], t]() mutable {
      for (int i = 0; i < kEach; ++i) peer.send_text(std::to_string(t) + " " + std::to_string(i));
    });
  }
  // Meanwhile its own thread answers, too.
  for (int i = 0; i < kEach; ++i) one.send(client().text("9 " + std::to_string(i)));
  std::vector<int> next(10);
  for (int i = 0; i < (kThreads + 1) * kEach; ++i) {
    const std::string text = one.read_frame().text();
    CHECK(text.substr(2) == std::to_string(next.at(static_cast<std::size_t>(text[0] - '0'))++));
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_CASE_METHOD(NothingLeft, "a ping from another thread, and bytes as they are", "[rfc6455-5.5.2]") {
  RunningServer running;
  RawSocket one = running.open();
  REQUIRE(becomes([&] { return running.server.peers().size() == 1; }));
  Peer peer = running.server.peers()[0];
  CHECK(peer.ping("are you there"));
  CHECK(one.read_frame().words() == "ping are you there");
  CHECK_FALSE(peer.ping(std::string(126, 'x')));
  CHECK(peer.send_raw(hex("c1 01 78")));
  CHECK(one.read_frame().rsv == 4);
}

TEST_CASE_METHOD(NothingLeft, "flush sends what a handler has gathered before the handler ends",
                 "[rfc6455-5.4]") {
  std::atomic<bool> seen = false;
  Endpoint endpoint;
  endpoint.message = [&](Peer& peer, const Message&) {
    peer.send_text("early");
    peer.flush();
    CHECK_IN_THREAD(becomes([&] { return seen.load(); }));
    peer.send_text("late");
  };
  RunningServer running(std::move(endpoint));
  RawSocket one = running.open();
  CHECK(one.send(client().text("go")).read_frame().text() == "early");
  seen = true;
  CHECK(one.read_frame().text() == "late");
}

}  // namespace
}  // namespace ws101::testing
