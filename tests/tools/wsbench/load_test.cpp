#include "wsbench/load.hpp"

#include <unistd.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "server/server.hpp"
#include "support/catch.hpp"
#include "wsbench/idle.hpp"
#include "wsbench/openings.hpp"
#include "wsbench/report.hpp"
#include "wsbench/server_process.hpp"

using namespace ws101;
using namespace ws101::wsbench;

namespace {

// A server in a thread of this process, on a port of its own, that does with each message what a test wants.
class Served {
 public:
  explicit Served(std::function<void(Peer&, const Message&)> message) {
    server_.endpoint("*", {.message = std::move(message)});
    server_.listen("127.0.0.1", 0);
    thread_ = std::thread([this] { server_.run(); });
  }
  ~Served() {
    server_.stop();
    thread_.join();
  }
  Plan plan() const {
    Plan plan;
    plan.url.host = "127.0.0.1";
    plan.url.port = server_.address().port();
    plan.measured = std::chrono::milliseconds(20);
    plan.warmup = std::chrono::milliseconds(0);
    return plan;
  }

 private:
  Server server_;
  std::thread thread_;
};

void echo(Peer& peer, const Message& message) {
  peer.send(message);
}

std::string failure_of(const Plan& plan) {
  try {
    run_load(plan, {});
  } catch (const Failure& failure) {
    return failure.what();
  }
  return "no failure";
}

}  // namespace

TEST_CASE("an honest echo passes, whatever the size, the depth and the number of connections") {
  const Served served(echo);
  Plan plan = served.plan();
  plan.size = GENERATE(std::size_t{0}, std::size_t{64}, std::size_t{70000}, std::size_t{3} << 20);
  plan.depth = GENERATE(std::size_t{1}, std::size_t{7});
  plan.connections = GENERATE(std::size_t{1}, std::size_t{5});
  plan.text = plan.size == 64;
  CAPTURE(plan.size, plan.depth, plan.connections);
  const LoadResult result = run_load(plan, {});
  CHECK(result.messages > 0);
  CHECK(result.latency.count() == result.messages);
  CHECK(result.seconds > 0);
}

TEST_CASE("compressed messages are echoed, and a server that declines to compress is refused") {
  Server server;
  server.endpoint("*", {.message = echo, .deflate = kSmallDeflate});
  server.listen("127.0.0.1", 0);
  std::thread thread([&] { server.run(); });
  Plan plan;
  plan.deflate = true;
  plan.url.host = "127.0.0.1";
  plan.url.port = server.address().port();
  plan.measured = std::chrono::milliseconds(20);
  plan.warmup = std::chrono::milliseconds(0);
  plan.depth = 3;
  for (const std::size_t size : {1u, 64u, 5000u, 100'000u}) {
    plan.size = size;
    CHECK(run_load(plan, {}).messages > 0);
  }
  server.stop();
  thread.join();
  const Served plain(echo);
  Plan declined = plain.plan();
  declined.deflate = true;
  CHECK(failure_of(declined).find("declined") != std::string::npos);
}

TEST_CASE("one wrong byte is found") {
  const Served served([count = std::make_shared<std::atomic<int>>(0)](Peer& peer, const Message& message) {
    std::vector<std::uint8_t> copy(message.payload.begin(), message.payload.end());
    if (++*count == 9) copy[3] ^= 0x10;
    peer.send_binary(copy);
  });
  CHECK(failure_of(served.plan()).starts_with("byte 5 of reply 8 (66 bytes) is wrong: expected 0x"));
}

TEST_CASE("a server that gives each of two connections the other's answer is found") {
  struct Swap {
    std::mutex mutex;
    std::optional<Peer> first;
    std::vector<std::uint8_t> kept;
  };
  const Served served([swap = std::make_shared<Swap>()](Peer& peer, const Message& message) {
    const std::lock_guard lock(swap->mutex);
    if (!swap->first) {
      swap->first = peer;
      swap->kept.assign(message.payload.begin(), message.payload.end());
    } else {
      swap->first->send_binary(message.payload);
      peer.send_binary(swap->kept);
    }
  });
  Plan plan = served.plan();
  plan.connections = 2;
  CHECK(failure_of(plan).starts_with("byte "));
}

TEST_CASE("a server that says too much is found") {
  const Served served([](Peer& peer, const Message& message) {
    peer.send(message);
    peer.send(message);
  });
  CHECK(failure_of(served.plan()) != "no failure");
}

TEST_CASE("a server that closes is found") {
  const Served served([](Peer& peer, const Message&) { peer.close(); });
  CHECK(failure_of(served.plan()) != "no failure");
}

TEST_CASE("a server that falls silent is given up") {
  const Served served([](Peer&, const Message&) {});
  Plan plan = served.plan();
  plan.timeout = std::chrono::milliseconds(50);
  CHECK(failure_of(plan) == "nothing came for 50 ms");
}

TEST_CASE("nobody listens") {
  Plan plan;
  {
    const Served gone(echo);
    plan = gone.plan();
  }
  CHECK(failure_of(plan).starts_with("cannot connect"));
}

TEST_CASE("as many handshakes as were asked for, some at a time") {
  const Served served(echo);
  Plan plan = served.plan();
  plan.pid = ::getpid();
  std::size_t handed_over = 0;
  const OpeningsResult result =
      open_connections(plan, 50, GENERATE(std::size_t{1}, std::size_t{8}), [&](FileDescriptor socket) {
        CHECK(socket.valid());
        ++handed_over;
      });
  CHECK(result.opened == 50);
  CHECK(handed_over == 50);
  CHECK(result.latency.count() == 50);
  CHECK(result.server_cpu.value_or(0) > 0);
}

TEST_CASE("idle connections are counted with the server's memory") {
  const Served served(echo);
  Plan plan = served.plan();
  plan.connections = 10;
  plan.pid = ::getpid();
  const IdleResult result = run_idle(plan);
  CHECK(result.connections == 10);
  REQUIRE(result.memory);
  CHECK(result.memory->before > 0);
  CHECK(result.memory->threads >= result.memory->threads_before + 10);
}

TEST_CASE("the report is for people or for programs") {
  Plan plan;
  plan.url.host = "localhost";
  LoadResult result;
  result.messages = 1000;
  result.seconds = 2;
  result.server_cpu = 5'000'000;
  for (int i = 0; i < 1000; ++i) result.latency.add(12'000);
  CHECK(report(plan, result) ==
        "ws://localhost/  binary, 1 connection, 64 B, 1 in flight on each\n"
        "messages   1000 in 2.00 s: 500 a second, 31.2 KiB/s each way, every byte as expected\n"
        "latency    p50 12.0 us, p90 12.0 us, p99 12.0 us, max 12.0 us\n"
        "server     5.0 us of processor time for each message\n");
  plan.json = true;
  CHECK(
      report(plan, result) ==
      "{\"job\":\"echo\",\"mode\":\"binary\",\"connections\":1,\"size\":64,\"depth\":1,\"seconds\":2.000000,"
      "\"messages\":1000,\"messages_per_second\":500.0,\"payload_bytes_per_second\":32000,\"p50_us\":12.0,"
      "\"p90_us\":12.0,\"p99_us\":12.0,\"max_us\":12.0,\"server_cpu_us\":5.000}\n");
}

TEST_CASE("sizes and times are told in fitting units") {
  CHECK(size_in_words(0) == "0 B");
  CHECK(size_in_words(65536) == "64 KiB");
  CHECK(size_in_words(1.5 * 1024 * 1024) == "1.5 MiB");
  CHECK(time_in_words(870) == "870 ns");
  CHECK(time_in_words(12'300) == "12.3 us");
  CHECK(time_in_words(1'234'000) == "1.23 ms");
  CHECK(time_in_words(3'400'000'000) == "3.40 s");
}

TEST_CASE("a number is read behind its name at the start of a line") {
  CHECK(number_behind("a: 1\nRss:      1234 kB\n", "Rss:") == 1234);
  CHECK_FALSE(number_behind("xRss: 12\n", "Rss:"));
  CHECK_FALSE(number_behind("Rss:\n", "Rss:"));
  CHECK_FALSE(number_behind("", "Rss:"));
}
