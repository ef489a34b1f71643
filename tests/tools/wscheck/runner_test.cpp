// wscheck against the house's own server: everything passes, and what is wrong is seen.
#include "wscheck/runner.hpp"

#include <thread>

#include "deflate/deflate.hpp"
#include "support/catch.hpp"
#include "support/running_server.hpp"

namespace ws101::wscheck {
namespace {

Settings settings_for(std::uint16_t port,
                      std::chrono::milliseconds timeout = std::chrono::milliseconds(10'000)) {
  Settings settings;
  settings.url.host = "127.0.0.1";
  settings.url.port = port;
  settings.timeout = timeout;
  return settings;
}

std::vector<const Case*> cases_for_servers(std::string_view wanted = {}) {
  std::vector<const Case*> cases;
  for (const Case& each : all_cases()) {
    const bool brief = !each.waits || !wanted.empty();
    if (each.peers != Peers::Clients && brief && is_wanted(each, wanted)) cases.push_back(&each);
  }
  return cases;
}

void check_none_failed(const Results& results) {
  for (const Result& result : results.all) {
    INFO(result.tried->id << ": " << result.seen << "; expected " << result.expected << "\n" << result.story);
    CHECK(result.verdict != Verdict::Fail);
    CHECK(result.verdict != Verdict::Lenient);
  }
}

TEST_CASE("our own server passes every case") {
  Endpoint endpoint = testing::echo_endpoint();
  endpoint.deflate = DeflateParams{};
  testing::RunningServer server(endpoint);
  const Settings settings = settings_for(server.port());
  CHECK(!reach(settings).one_at_a_time);
  const auto cases = cases_for_servers();
  std::size_t told = 0;
  const Results results =
      run_all(cases, settings, 4, [&](std::size_t, std::size_t, const Result&) { ++told; });
  CHECK(results.all.size() == cases.size());
  CHECK(told == cases.size());
  check_none_failed(results);
}

TEST_CASE("what a server does not have is told once") {
  testing::RunningServer server;
  const auto cases = cases_for_servers("deflate,text-5");
  const Results results = run_all(cases, settings_for(server.port()), 4, {});
  CHECK(results.all.size() == 2);
  CHECK(results.asked == 2);
  CHECK(results.is_unsupported("deflate"));
  CHECK(!results.is_unsupported("framing"));
}

TEST_CASE("time-outs are told, and judged only if the run is strict") {
  testing::RunningServer server;
  Settings settings = settings_for(server.port(), std::chrono::milliseconds(300));
  const auto cases = cases_for_servers("timeouts");
  const Results told = run_all(cases, settings, 4, {});
  REQUIRE(told.all.size() == cases.size());
  for (const Result& result : told.all) {
    INFO(result.tried->id << ": " << result.seen);
    CHECK(result.verdict != Verdict::Fail);
    CHECK(result.verdict != Verdict::Lenient);
    CHECK(!result.seen.empty());
    CHECK(result.time < std::chrono::milliseconds(5'000));
  }
  CHECK(told.find("timeouts/silence")->verdict == Verdict::NotJudged);
  settings.strict = true;
  CHECK(run_all(cases_for_servers("silence"), settings, 4, {}).all.front().verdict == Verdict::Lenient);
}

// Answers each connection with the same bytes, whatever it hears; then goes on, or ends.
class ScriptedServer {
 public:
  ScriptedServer(std::string bytes, bool for_ever) : bytes_(std::move(bytes)), for_ever_(for_ever) {
    thread_ = std::thread([this] { serve(); });
  }
  ~ScriptedServer() {
    done_ = true;
    TcpSocket::connect("127.0.0.1", port(), std::chrono::milliseconds(1'000));
    thread_.join();
    for (std::thread& each : clients_) each.join();
  }
  std::uint16_t port() const { return listener_.local().port(); }

 private:
  void serve() {
    for (;;) {
      pollfd waiting{listener_.fd(), POLLIN, 0};
      ::poll(&waiting, 1, -1);
      if (done_) return;
      auto accepted = listener_.accept();
      if (accepted.got != TcpListener::Got::Connection) continue;
      clients_.emplace_back([this, socket = std::move(accepted.socket)]() mutable { answer(socket); });
    }
  }
  void answer(TcpSocket& socket) {
    std::vector<std::uint8_t> room(65536);
    if (!bytes_.empty() && !socket.send_all(bytes_of(bytes_))) return;
    while (for_ever_ && !done_ && socket.send_all(bytes_of(bytes_))) {
    }
    while (!done_ && socket.receive(room) > 0) {
    }
  }

  TcpListener listener_{"127.0.0.1", 0};
  std::string bytes_;
  bool for_ever_;
  std::atomic<bool> done_ = false;
  std::thread thread_;
  std::vector<std::thread> clients_;
};

// 40 MiB of zeros in 40 KiB, as a compressed message behind an answer that agrees to it.
std::string bomb() {
  Deflater deflater;
  const std::vector<std::uint8_t> zeros(std::size_t{40} << 20);
  std::vector<std::uint8_t> room(deflater.bound(zeros.size()));
  room.resize(deflater.deflate_message(zeros, room));
  const Frame frame = with_rsv(binary(std::string(text_of(room))), 4);
  return std::string(text_of(wire_of(header_of(frame, false, {}), frame.payload)));
}

TEST_CASE("a misbehaving server costs a bounded time and memory") {
  const std::string head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
  const std::string deflating =
      "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n";
  const std::string frame = std::string("\x82\x7e\xff\xff", 4) + std::string(65535, 'x');
  const std::string huge = std::string("\x82\x7f\x0f\xff\xff\xff\xff\xff\xff\xff", 10);
  struct Peer {
    const char* name;
    std::string bytes;
    bool for_ever;
  };
  const auto peer = GENERATE_COPY(
      Peer{"silence", "", false}, Peer{"a head and silence", head, false},
      Peer{"endless letters", std::string(65536, 'x'), true}, Peer{"endless frames", head + frame, true},
      Peer{"endless heads", head, true}, Peer{"an announced exabyte", head + huge, false},
      Peer{"a bomb", deflating + bomb(), false}, Peer{"endless bombs", deflating + bomb(), true});
  INFO(peer.name);
  ScriptedServer server(peer.bytes, peer.for_ever);
  const Settings settings = settings_for(server.port(), std::chrono::milliseconds(200));
  for (const Case* const each : cases_for_servers("framing/text-5,framing/text-126,control/ping-5,closing/"
                                                  "empty,deflate/plain,deflate/takeover-100")) {
    const Result result = run_case(
        *each, settings,
        [&] { return Wire(TcpSocket::connect("127.0.0.1", server.port(), settings.timeout)); }, Role::Client);
    CHECK(result.verdict != Verdict::Pass);
    CHECK(result.time < std::chrono::milliseconds(10'000));
    CHECK(result.seen.size() < 1'000);
    CHECK(result.story.size() < 10'000);
  }
}

TEST_CASE("Ctrl-C ends the run with what is known") {
  ScriptedServer server("", false);
  Settings settings = settings_for(server.port(), std::chrono::milliseconds(100));
  std::atomic<bool> stop = false;
  settings.stop = &stop;
  const auto cases = cases_for_servers("framing");
  const Results results = run_all(cases, settings, 2, [&](std::size_t done, std::size_t, const Result&) {
    if (done == 3) stop = true;
  });
  CHECK(results.all.size() >= 3);
  CHECK(results.all.size() < cases.size());
  CHECK(results.asked == cases.size());
}

TEST_CASE("why no WebSocket can be opened is known before the cases begin") {
  ScriptedServer refuses("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", false);
  CHECK(reach(settings_for(refuses.port())).refusal == "no connection: the answer was 401");
  ScriptedServer says_nothing("", false);
  const Settings hasty = settings_for(says_nothing.port(), std::chrono::milliseconds(50));
  CHECK(reach(hasty).refusal.find("no connection") == 0);
  testing::RunningServer server;
  CHECK(reach(settings_for(server.port())).refusal.empty());
}

TEST_CASE("no server is an exception that says so") {
  std::uint16_t port = 0;
  {
    const TcpListener gone("127.0.0.1", 0);
    port = gone.local().port();
  }
  CHECK_THROWS_AS(reach(settings_for(port)), std::system_error);
}

}  // namespace
}  // namespace ws101::wscheck
