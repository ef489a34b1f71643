// The server as a whole: broadcasts, stopping at any moment, the tables of clients.
#include <signal.h>

#include <algorithm>
#include <atomic>

#include "support/catch.hpp"
#include "support/running_server.hpp"

namespace ws101::testing {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;

TEST_CASE_METHOD(NothingLeft, "broadcasts of many threads: whole frames, one order for all",
                 "[rfc6455-5.4]") {
  RunningServer running;
  std::vector<RawSocket> clients;
  for (int i = 0; i < 10; ++i) clients.push_back(running.open());
  REQUIRE(becomes([&] { return running.server.peers().size() == 10; }));
  constexpr int kThreads = 4;
  constexpr int kEach = 300;  // long enough for the system to stop each thread in the middle of some
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        std::string text = std::to_string(t);
        text += ':';
        text += std::to_string(i);
        running.server.broadcast(text.append(100, '.'));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  Seen first;
  for (RawSocket& one : clients) {
    Seen got;
    for (int i = 0; i < kThreads * kEach; ++i) got.push_back(one.read_frame().text());
    if (first.empty()) first = got;
    const auto same = std::mismatch(got.begin(), got.end(), first.begin()).first - got.begin();
    INFO("messages in the same order as at the first client: " << same);
    REQUIRE(static_cast<std::size_t>(same) == got.size());
  }
  for (int t = 0; t < kThreads; ++t) {  // and each thread's own order is kept
    int next = 0;
    for (const std::string& text : first) {
      if (text[0] == '0' + t) {
        CHECK(std::stoi(text.substr(2)) == next);
        ++next;
      }
    }
    CHECK(next == kEach);
  }
}

TEST_CASE_METHOD(NothingLeft,
                 "a chat: broadcasts from inside handlers, in order with the handler's own answers",
                 "[rfc6455-5.4]") {
  Server* server = nullptr;
  Endpoint endpoint;
  endpoint.message = [&](Peer& peer, const Message& message) {
    peer.send_text("before " + std::string(message.text()));
    server->broadcast(message.text());
    peer.send_text("after " + std::string(message.text()));
  };
  RunningServer running(quiet_limits(), [&](Server& made) {
    server = &made;
    made.endpoint("/", endpoint);
  });
  RawSocket one = running.open();
  RawSocket two = running.open();
  REQUIRE(becomes([&] { return running.server.peers().size() == 2; }));
  one.send(client().text("a") + client().text("b"));
  for (const std::string text : {"before a", "a", "after a", "before b", "b", "after b"}) {
    CHECK(one.read_frame().text() == text);
  }
  CHECK(two.read_frame().text() == "a");
  CHECK(two.read_frame().text() == "b");
  // All talk at once.
  constexpr int kRounds = 100;
  std::thread other([&] {
    for (int i = 0; i < kRounds; ++i) two.send(client().text(std::to_string(i)));
  });
  for (int i = 0; i < kRounds; ++i) one.send(client().text(std::to_string(i)));
  other.join();
  for (RawSocket* reader : {&one, &two}) {
    int broadcasts = 0;
    int own = 0;
    while (broadcasts < 2 * kRounds || own < 2 * kRounds) {
      const std::string text = reader->read_frame().text();
      (text.rfind("before", 0) == 0 || text.rfind("after", 0) == 0 ? own : broadcasts)++;
    }
    CHECK(broadcasts == 2 * kRounds);
    CHECK(own == 2 * kRounds);
  }
}

TEST_CASE_METHOD(NothingLeft, "broadcasts while clients come and go", "[rfc6455-5.4]") {
  RunningServer running;
  std::atomic<bool> over = false;
  std::vector<std::thread> talkers;
  for (int t = 0; t < 2; ++t) {
    talkers.emplace_back([&] {
      while (!over) {
        running.server.broadcast("all");
        for (Peer& peer : running.server.peers()) peer.send_text("each");
        running.server.broadcast(Opcode::Text, bytes_of("odd"),
                                 [](const Peer& peer) { return peer.id() % 2 == 1; });
        std::this_thread::yield();
      }
    });
  }
  for (int i = 0; i < 300; ++i) {
    RawSocket one = running.open();
    if (i % 3 == 0) continue;
    if (i % 3 == 1) one.read_frame();
    one.send(client().close(1000));
    for (SeenFrame frame = one.read_frame(); frame.opcode != kClose; frame = one.read_frame()) {
      CHECK((frame.text() == "all" || frame.text() == "each" || frame.text() == "odd"));
    }
  }
  over = true;
  for (std::thread& talker : talkers) talker.join();
  CHECK(becomes([&] { return running.server.client_count() == 0; }));
}

TEST_CASE_METHOD(NothingLeft, "a broadcast is a message, not a control frame", "[rfc6455-5.5]") {
  RunningServer running;
  RawSocket one = running.open();
  REQUIRE(becomes([&] { return running.server.peers().size() == 1; }));
  for (const Opcode kind : {Opcode::Continuation, Opcode::Close, Opcode::Ping, Opcode::Pong}) {
    CHECK(running.server.broadcast(kind, Wire(200, 0)) == 0);
    CHECK_FALSE(running.server.peers().front().send(kind, Wire(200, 0)));
  }
  CHECK(running.server.broadcast("behind") == 1);
  CHECK(one.read_frame().text() == "behind");
}

TEST_CASE_METHOD(NothingLeft, "only the chosen get a broadcast", "[rfc6455-5.4]") {
  RunningServer running;
  RawSocket one = running.open();
  RawSocket two = running.open();
  REQUIRE(becomes([&] { return running.server.peers().size() == 2; }));
  const std::uint64_t second = running.server.peers()[1].id();
  CHECK(running.server.broadcast(Opcode::Text, bytes_of("for one"),
                                 [&](const Peer& peer) { return peer.id() == second; }) == 1);
  CHECK(running.server.broadcast("for all") == 2);
  CHECK(one.read_frame().text() == "for all");
  CHECK(two.read_frame().text() == "for one");
  CHECK(two.read_frame().text() == "for all");
}

TEST_CASE_METHOD(NothingLeft, "a broadcast counts those who get it, not those who are leaving",
                 "[rfc6455-5.5.1]") {
  RunningServer running;
  CHECK(running.server.broadcast("to nobody") == 0);
  RawSocket leaving = running.open();
  REQUIRE(becomes([&] { return running.server.peers().size() == 1; }));
  Peer peer = running.server.peers()[0];
  RawSocket staying = running.open();
  REQUIRE(becomes([&] { return running.server.peers().size() == 2; }));
  CHECK(peer.close());
  CHECK(running.server.broadcast("news") == 1);
  CHECK(staying.read_frame().text() == "news");
  CHECK(leaving.read_frame().words() == "close 1000");
}

TEST_CASE_METHOD(NothingLeft, "a slow reader gets all of a broadcast in the end", "[rfc6455-5.4]") {
  ServerLimits limits = quiet_limits();
  limits.max_backlog = 64 * kMiB;
  RunningServer running(limits);
  RawSocket slow = running.open("/", 4096);
  REQUIRE(becomes([&] { return running.server.peers().size() == 1; }));
  const Wire payload = noise(8 * kMiB);  // more than the kernel keeps for it
  CHECK(running.server.broadcast(Opcode::Binary, payload) == 1);
  CHECK(running.server.broadcast("behind") == 1);
  CHECK(slow.read_frame().payload == payload);
  CHECK(slow.read_frame().text() == "behind");
}

TEST_CASE_METHOD(NothingLeft, "the function that chooses may use the server: no lock is held while it runs",
                 "[rfc6455-5.4]") {
  RunningServer running;
  RawSocket one = running.open();
  REQUIRE(becomes([&] { return running.server.peers().size() == 1; }));
  std::size_t inner = 0;
  const auto choose = [&](const Peer&) {
    inner = running.server.broadcast("inner");
    return running.server.client_count() == 1 && running.server.peers().size() == 1;
  };
  CHECK(running.server.broadcast(Opcode::Text, bytes_of("outer"), choose) == 1);
  CHECK(inner == 1);
  CHECK(one.read_frame().text() == "inner");
  CHECK(one.read_frame().text() == "outer");
}

TEST_CASE_METHOD(NothingLeft, "stop before run", "[rfc6455-7.4.1]") {
  Server server;
  server.listen("127.0.0.1", 0);
  server.stop();
  server.stop();
  server.run();
  CHECK(server.client_count() == 0);
}

TEST_CASE_METHOD(NothingLeft, "a server that is never run", "[rfc6455-7.4.1]") {
  Server server;
  server.listen("127.0.0.1", 0);
  CHECK(server.address().port() != 0);
  CHECK(server.broadcast("nobody") == 0);
}

TEST_CASE_METHOD(NothingLeft, "who comes after stop is not let in, while others are still being closed",
                 "[rfc6455-7.4.1]") {
  RunningServer running;
  RawSocket one = running.open();
  running.server.stop();
  CHECK(one.read_frame().words() == "close 1001");
  CHECK_THROWS(running.connect());  // one has not answered: the server is still at work, but listens no more
  one.send(client().close(1001)).read_all();
  one.close();
  running.join();
}

TEST_CASE_METHOD(NothingLeft, "stop from many threads, and twice", "[rfc6455-7.4.1]") {
  for (int i = 0; i < 30; ++i) {
    RunningServer running;
    RawSocket one = running.open();
    one.send(client().close(1000));
    std::vector<std::thread> threads;
    for (int t = 0; t < 3; ++t) threads.emplace_back([&] { running.server.stop(); });
    one.read_all();
    one.close();
    for (std::thread& thread : threads) thread.join();
    running.join();
    running.server.stop();  // long over
  }
}

TEST_CASE_METHOD(NothingLeft, "stop from inside a handler", "[rfc6455-7.4.1]") {
  Server* server = nullptr;
  Endpoint endpoint;
  endpoint.message = [&](Peer& peer, const Message&) {
    peer.send_text("stopping");
    peer.flush();  // what is still gathered when another thread sends the Close would stay behind
    server->stop();
  };
  RunningServer running(quiet_limits(), [&](Server& made) {
    server = &made;
    made.endpoint("/", endpoint);
  });
  RawSocket one = running.open();
  RawSocket two = running.open();
  one.send(client().text("stop"));
  CHECK(one.read_frame().text() == "stopping");
  for (RawSocket* each : {&one, &two}) {
    CHECK(each->read_frame().words() == "close 1001");
    each->send(client().close(1001)).read_all();
    each->close();
  }
  running.join();
}

std::atomic<Server*> stopped_by_signal = nullptr;

TEST_CASE_METHOD(NothingLeft, "stop from a signal handler", "[rfc6455-7.4.1]") {
  RunningServer running;
  stopped_by_signal = &running.server;
  struct sigaction action {};
  struct sigaction before {};
  action.sa_handler = [](int) { stopped_by_signal.load()->stop(); };
  sigemptyset(&action.sa_mask);
  REQUIRE(::sigaction(SIGUSR1, &action, &before) == 0);
  RawSocket one = running.open();
  CHECK(one.send(client().text("x")).read_frame().text() == "x");
  REQUIRE(::kill(::getpid(), SIGUSR1) == 0);
  CHECK(one.read_frame().words() == "close 1001");
  one.send(client().close(1001)).read_all();
  one.close();
  running.join();
  ::sigaction(SIGUSR1, &before, nullptr);
}

TEST_CASE_METHOD(NothingLeft, "stop during handshakes", "[rfc6455-7.4.1]") {
  for (std::size_t sent = 0; sent < request().size(); sent += 20) {
    RunningServer running;
    RawSocket half = running.connect();
    half.send(std::string_view(request()).substr(0, sent));
    REQUIRE(becomes([&] { return running.server.client_count() == 1; }));
    running.stop();  // does not wait for a handshake
    CHECK(half.read_all().empty());
  }
}

TEST_CASE_METHOD(NothingLeft, "stop right behind a 101: the client that has just come gets its 1001, too",
                 "[rfc6455-7.4.1]") {
  for (int i = 0; i < 200; ++i) {
    RunningServer running;
    RawSocket one = running.open();
    running.server.stop();
    CHECK(one.read_frame().words() == "close 1001");
    one.send(client().close(1001)).read_all();
    one.close();
    running.join();
    CHECK(running.closings.lines() == Seen{"clean 1001"});
  }
}

TEST_CASE_METHOD(NothingLeft, "stop with clients that do not answer and do not read", "[rfc6455-7.1.7]") {
  ServerLimits limits = quiet_limits();
  limits.closing_time = std::chrono::milliseconds(60);
  limits.max_backlog = 64 * kMiB;
  RunningServer running(limits);
  RawSocket silent = running.open();
  RawSocket stalled = running.open("/", 4096);
  RawSocket echo_stalled = running.open("/", 4096);
  REQUIRE(becomes([&] { return running.server.peers().size() == 3; }));
  CHECK(running.server.broadcast(Opcode::Binary, noise(8 * kMiB),
                                 [&](const Peer& peer) { return peer.id() == 2; }) == 1);
  // The third one's thread sits in its own send.
  const Wire message = client().binary(noise(kMiB));
  std::size_t sent = 0;
  while (sent < 7 * message.size()) {
    const std::size_t count =
        echo_stalled.send_what_fits(std::span<const std::uint8_t>(message).subspan(sent % message.size()));
    if (count == 0 && sent > 2 * message.size()) break;
    sent += count;
  }
  running.stop();
  CHECK(running.closings.size() == 3);
  CHECK(silent.read_frame().words() == "close 1001");
}

TEST_CASE_METHOD(NothingLeft, "threads and tables are what the clients are", "[rfc6455-10]") {
  RunningServer running;
  const std::size_t threads = running_threads();
  std::vector<RawSocket> clients;
  for (std::size_t i = 1; i <= 10; ++i) {
    clients.push_back(running.open());
    REQUIRE(becomes([&] { return running.server.peers().size() == i; }));
  }
  CHECK(running_threads() == threads + 10);
  CHECK(running.server.client_count() == 10);
  std::uint64_t id = 0;
  for (const Peer& peer : running.server.peers()) {
    CHECK(peer.id() == ++id);
    CHECK(peer.address().host() == "127.0.0.1");
  }
  clients.resize(4);
  CHECK(becomes([&] { return running.server.client_count() == 4 && running_threads() == threads + 4; }));
}

TEST_CASE_METHOD(NothingLeft, "an address in use is an error that names it", "[rfc6455-4.2]") {
  RunningServer running;
  Server second;
  try {
    second.listen("127.0.0.1", running.port());
    FAIL("listening twice on one port");
  } catch (const std::system_error& error) {
    CHECK(error.code() == std::errc::address_in_use);
    CHECK(std::string(error.what()).find("127.0.0.1:" + std::to_string(running.port())) != std::string::npos);
  }
  CHECK_THROWS_AS(second.listen("no such host", 0), std::runtime_error);
}

}  // namespace
}  // namespace ws101::testing
