// Load and life, case by case: many messages, many clients, silent, slow and vanishing ones, a system without means.
#include <sys/resource.h>
#include <sys/wait.h>

#include <atomic>
#include <cstdio>

#include "server/conformance/exchange.hpp"
#include "support/catch.hpp"

namespace ws101::testing {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;

// The scale of the rows that ask for thousands of clients. Sanitizers make threads and memory dear.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr int kOpenings = 500;
constexpr int kAtOnce = 100;
#else
constexpr int kOpenings = 10'000;
constexpr int kAtOnce = 1'000;
#endif

// Lets this process open so many descriptors, while it lives.
class DescriptorLimit {
 public:
  explicit DescriptorLimit(rlim_t count) {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    rlimit wanted = before_;
    wanted.rlim_cur = std::min(count, before_.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &wanted);
    enough_ = wanted.rlim_cur == count;
  }
  ~DescriptorLimit() { ::setrlimit(RLIMIT_NOFILE, &before_); }
  bool enough() const { return enough_; }

 private:
  rlimit before_{};
  bool enough_ = false;
};

TEST_CASE_METHOD(NothingLeft, "L1 1,000 messages of 16 KiB in a row", "[rfc6455-5.4]") {
  RunningServer running;
  const Wire payload = noise(16384);
  const Wire all = client().binary(payload) * 1000 + client().close(1000);
  RawSocket one = running.open();
  Seen expected(1000, words_of(kBinary, payload));
  expected.push_back("close 1000");
  CHECK(frames_in(one.exchange({std::span<const std::uint8_t>(all)})) == expected);
}

TEST_CASE_METHOD(NothingLeft, "L1 16 MiB in fragments of 64 bytes", "[rfc6455-5.4]") {
  RunningServer running;
  const Wire payload = noise(16 * kMiB);
  const Wire all = client().fragments(kBinary, payload, 64) + client().close(1000);
  CHECK(frames_in(running.open().exchange({std::span<const std::uint8_t>(all)})) ==
        Seen{words_of(kBinary, payload), "close 1000"});
}

TEST_CASE_METHOD(NothingLeft, "L2 clients that say nothing are dropped, others are served meanwhile",
                 "[rfc6455-10]") {
  ServerLimits limits = quiet_limits();
  limits.handshake_time = std::chrono::milliseconds(100);
  RunningServer running(limits);
  std::vector<RawSocket> silent;
  for (int i = 0; i < 50; ++i) silent.push_back(running.connect());
  RawSocket busy = running.open();
  for (int i = 0; i < 100; ++i) CHECK(busy.send(client().text("x")).read_frame().words() == "text x");
  for (RawSocket& one : silent) CHECK(one.read_all_text().find("HTTP/1.1 408 ") == 0);
  CHECK(busy.send(client().text("y")).read_frame().words() == "text y");
}

TEST_CASE_METHOD(NothingLeft,
                 "L3 a client that never reads is dropped alone, at the limit of what waits for it",
                 "[rfc6455-10]") {
  Notes closings;
  Endpoint endpoint;
  endpoint.close = [&](Peer&, const CloseEvent& event) {
    closings.add(std::to_string(number(event.code)) + " " + std::string(event.reason));
  };
  ServerLimits limits = quiet_limits();
  limits.max_backlog = 2 * kMiB;
  RunningServer running(std::move(endpoint), limits);
  RawSocket stalled = running.open("/", 4096);
  constexpr int kHealthy = 50;
  std::vector<RawSocket> healthy;
  for (int i = 0; i < kHealthy; ++i) healthy.push_back(running.open());
  REQUIRE(becomes([&] { return running.server.peers().size() == kHealthy + 1; }));

  // As many rounds as it takes to fill what the system holds for the stalled one, and then the backlog.
  int rounds = 0;
  for (; closings.size() == 0; ++rounds) {
    REQUIRE(rounds < 30);
    Wire payload = noise(kMiB);
    payload[0] = static_cast<std::uint8_t>(rounds);
    running.server.broadcast(Opcode::Binary, payload);
    for (RawSocket& one : healthy) {
      const SeenFrame frame = one.read_frame();
      REQUIRE(frame.payload.size() == kMiB);
      REQUIRE(frame.payload == payload);
    }
    if (running.server.peers().size() == kHealthy) {
      REQUIRE(closings.becomes_size(1));
    }
  }
  CHECK(rounds >= 3);  // the backlog alone holds two
  CHECK(closings.lines() == Seen{"1008 reads too slowly"});
  CHECK(running.server.peers().size() == kHealthy);
  stalled.read_all();
  CHECK(stalled.was_reset());
}

TEST_CASE_METHOD(NothingLeft,
                 "L3 a client that does not take its own answers is dropped when its time is over",
                 "[rfc6455-10]") {
  ServerLimits limits = quiet_limits();
  limits.send_time = std::chrono::milliseconds(50);
  RunningServer running(limits);
  RawSocket stalled = running.open("/", 4096);
  const Wire message = client().binary(noise(kMiB));
  std::size_t sent = 0;
  // The server does not read on while its answers are not taken: this ends by the drop, not by memory.
  while (running.closings.size() == 0) {
    REQUIRE(sent < 64 * message.size());
    const std::size_t at = sent % message.size();
    sent += stalled.send_what_fits(std::span<const std::uint8_t>(message).subspan(at));
    std::this_thread::yield();
  }
  CHECK(running.closings.lines() == Seen{"unclean 1008"});
  CHECK(running.open().send(client().text("x")).read_frame().words() == "text x");
}

TEST_CASE_METHOD(NothingLeft, "L4 a client that resets, in the middle of anything", "[rfc6455-7.1.5]") {
  RunningServer running;
  const Wire frame = client().binary(noise(100'000));
  for (const std::size_t sent :
       {std::size_t{0}, std::size_t{1}, std::size_t{10}, frame.size() / 2, frame.size()}) {
    RawSocket one = running.open();
    one.send(frame.first(sent)).reset();
    RawSocket early = running.connect();
    early.send(std::string_view(request()).substr(0, 20 * sent % 150)).reset();
  }
  CHECK(becomes([&] { return running.server.client_count() == 0; }));
  CHECK(running.closings.lines() == Seen(5, "unclean 1006"));
}

TEST_CASE_METHOD(NothingLeft, "L4 a client that vanished is noticed by the ping that it does not answer",
                 "[rfc6455-5.5.2]") {
  Notes closings;
  Endpoint endpoint;
  endpoint.close = [&](Peer&, const CloseEvent& event) { closings.add(std::string(event.reason)); };
  ServerLimits limits = quiet_limits();
  limits.idle_time = std::chrono::milliseconds(30);
  limits.pong_time = std::chrono::milliseconds(300);
  RunningServer running(std::move(endpoint), limits);
  RawSocket alive = running.open();
  RawSocket vanished = running.open();
  CHECK(vanished.read_frame().words() == "ping ");
  // The other one answers, and stays.
  while (closings.size() == 0) {
    REQUIRE(alive.read_frame().words() == "ping ");
    alive.send(client().pong());
  }
  CHECK(closings.lines() == Seen{"no answer to a ping"});
  CHECK(running.server.peers().size() == 1);
}

TEST_CASE_METHOD(NothingLeft, "L5 descriptors exhausted: new clients are told, old ones served, it recovers",
                 "[rfc6455-10]") {
  RunningServer running;
  RawSocket old = running.open();
  // The clients' sockets count as well: they are made first.
  std::vector<RawSocket> waiting;
  {
    std::vector<int> sockets;
    const DescriptorLimit limit(open_descriptors() + 12);
    for (int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); fd >= 0;
         fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
      sockets.push_back(fd);
    }
    REQUIRE(sockets.size() > 6);
    ::close(sockets.back());  // room for one more, then none
    sockets.pop_back();
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(running.port());
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for (const int fd : sockets) {
      REQUIRE(::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0);
      waiting.push_back(RawSocket(fd));
    }
    int served = 0;
    int refused = 0;
    for (RawSocket& one : waiting) {
      try {
        one.send(request());
        (one.read_head().find("HTTP/1.1 101 ") == 0 ? served : refused)++;
      } catch (const std::runtime_error&) {
        ++refused;  // reset before the answer could be read
      }
    }
    CHECK(refused > 0);
    CHECK(old.send(client().text("still here")).read_frame().words() == "text still here");
    waiting.clear();
    CHECK(becomes([&] { return running.server.client_count() == 1; }));
  }
  CHECK(running.open().send(client().text("again")).read_frame().words() == "text again");
  CHECK(old.send(client().text("still here")).read_frame().words() == "text still here");
}

TEST_CASE_METHOD(NothingLeft, "L6 connections opened and closed leave nothing behind", "[rfc6455-7.1.1]") {
  RunningServer running;
  running.open().send(client().close(1000)).read_all();
  REQUIRE(becomes([&] { return running.server.client_count() == 0; }));
  const std::size_t descriptors = open_descriptors();
  const std::size_t threads = running_threads();
  for (int i = 0; i < kOpenings; ++i) {
    RawSocket one = running.connect();
    switch (i % 5) {
      case 0:
        one.send(request() + "");
        one.send(client().text("x") + client().close(1000)).read_all();
        break;
      case 1:
        one.send(request());
        one.read_head();
        break;  // leaves without a Close
      case 2:
        one.send(request());
        one.reset();
        break;
      case 3:
        one.send("GET / HTTP/1.1\r\n\r\n");
        one.read_all();
        break;
      default:
        break;  // says nothing
    }
  }
  REQUIRE(becomes([&] { return running.server.client_count() == 0; }));
  CHECK(becomes([&] { return open_descriptors() == descriptors && running_threads() == threads; }));
}

TEST_CASE_METHOD(NothingLeft, "L7 many clients in one broadcast: each gets every message in order, once",
                 "[rfc6455-5.4]") {
  const DescriptorLimit limit(static_cast<rlim_t>(2 * kAtOnce + 100));
  const int clients = limit.enough() ? kAtOnce : 100;
  ServerLimits limits = quiet_limits();
  RunningServer running(limits);
  std::vector<RawSocket> all;
  for (int i = 0; i < clients; ++i) all.push_back(running.open());
  REQUIRE(becomes([&] { return running.server.peers().size() == all.size(); }));
  constexpr int kMessages = 20;
  for (int i = 0; i < kMessages; ++i) {
    CHECK(running.server.broadcast("message " + std::to_string(i)) == all.size());
  }
  running.server.stop();
  for (RawSocket& one : all) {
    for (int i = 0; i < kMessages; ++i) REQUIRE(one.read_frame().text() == "message " + std::to_string(i));
    REQUIRE(one.read_frame().words() == "close 1001");
    one.send(client().close(1001));
  }
  for (RawSocket& one : all) REQUIRE(one.read_all().empty());
  all.clear();
  running.join();
  CHECK(running.closings.lines() == Seen(static_cast<std::size_t>(clients), "clean 1001"));
}

}  // namespace
}  // namespace ws101::testing
