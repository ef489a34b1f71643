// One client's life: the calls of its handlers and their order, and what an exception in each of them does.
#include "support/catch.hpp"
#include "support/running_server.hpp"

namespace ws101::testing {
namespace {

TEST_CASE_METHOD(NothingLeft, "open, messages, ping, pong and close, in this order and in one thread",
                 "[rfc6455-5.4]") {
  Notes notes;
  std::mutex mutex;
  std::vector<std::thread::id> threads;
  const auto note = [&](const std::string& line) {
    notes.add(line);
    const std::lock_guard lock(mutex);
    threads.push_back(std::this_thread::get_id());
  };
  Endpoint endpoint;
  endpoint.open = [&](Peer& peer, const Request& opened) {
    note("open " + std::string(opened.path) + " " + std::string(opened.query));
    peer.send_text("welcome");
  };
  endpoint.message = [&](Peer&, const Message& message) { note("message " + std::string(message.text())); };
  endpoint.ping = [&](Peer&, Bytes payload) { note("ping " + std::string(text_of(payload))); };
  endpoint.pong = [&](Peer&, Bytes payload) { note("pong " + std::string(text_of(payload))); };
  endpoint.close = [&](Peer&, const CloseEvent& event) {
    note("close " + std::to_string(number(event.code)));
  };
  RunningServer running(std::move(endpoint));
  RawSocket one = running.connect();
  one.send(bytes(request("/a?b=c")) + client().ping("1") + client().text("2") + client().pong("3") +
           client().close(1000));
  CHECK(one.read_head().find(" 101 ") != std::string::npos);
  CHECK(frames_in(one.read_all()) == Seen{"text welcome", "pong 1", "close 1000"});
  REQUIRE(notes.becomes_size(5));
  CHECK(notes.lines() == Seen{"open /a b=c", "ping 1", "message 2", "pong 3", "close 1000"});
  one.close();
  running.stop();
  for (const std::thread::id id : threads) CHECK(id == threads[0]);
}

// Throws in the handler of this name, and in `error` too if `error_throws`.
Endpoint throwing(const std::string& where, bool error_throws, Notes& notes) {
  const auto maybe = [where, &notes](const std::string& here) {
    notes.add(here);
    if (here == where) throw std::runtime_error("bang in " + here);
    if (where.find(',') != std::string::npos && where.substr(0, where.find(',')) == here) throw 7;
  };
  Endpoint endpoint;
  endpoint.open = [=](Peer&, const Request&) { maybe("open"); };
  endpoint.message = [=](Peer& peer, const Message& message) {
    peer.send(message);
    maybe("message");
  };
  endpoint.ping = [=](Peer&, Bytes) { maybe("ping"); };
  endpoint.pong = [=](Peer&, Bytes) { maybe("pong"); };
  endpoint.close = [=](Peer&, const CloseEvent& event) {
    maybe("close");
    static_cast<void>(event);
  };
  endpoint.error = [=, &notes](Peer&, std::string_view words) {
    notes.add("error " + std::string(words));
    if (error_throws) throw std::logic_error("bang in error");
  };
  return endpoint;
}

TEST_CASE_METHOD(NothingLeft, "an exception in a handler closes that connection with 1011, and no other",
                 "[rfc6455-7.4.1]") {
  for (const bool error_throws : {false, true}) {
    for (const std::string& where :
         {std::string("open"), std::string("message"), std::string("ping"), std::string("pong"),
          std::string("close"), std::string("message, no std::exception"),
          std::string("open, no std::exception")}) {
      INFO("thrown in " << where << ", error throws: " << error_throws);
      Notes notes;
      RunningServer running(quiet_limits(), [&](Server& server) {
        server.endpoint("/bang", throwing(where, error_throws, notes));
        server.endpoint("/", echo_endpoint());
      });
      RawSocket other = running.open();
      RawSocket one = running.open("/bang");
      one.send(client().ping("p") + client().pong() + client().text("x") + client().close(1000));
      const Seen got = frames_in(one.read_all());
      REQUIRE(!got.empty());
      CHECK(got.back() == (where == "close" ? "close 1000" : "close 1011"));
      if (where.rfind("message", 0) == 0) CHECK(got == Seen{"pong p", "text x", "close 1011"});
      one.close();
      REQUIRE(becomes([&] { return running.server.client_count() == 1; }));
      const Seen lines = notes.lines();
      CHECK(std::count(lines.begin(), lines.end(), "close") == 1);
      const std::string words = where.find(',') == std::string::npos
                                    ? "bang in " + where
                                    : "an exception that is no std::exception";
      CHECK(notes.count("error " + words) == 1);
      CHECK(other.send(client().text("unharmed")).read_frame().text() == "unharmed");
    }
  }
}

TEST_CASE_METHOD(NothingLeft, "each endpoint takes messages of its own size, from the first frame on",
                 "[rfc6455-10.4]") {
  ServerLimits limits = quiet_limits();
  limits.message.max_message = 100;
  RunningServer running(limits, [](Server& server) {
    Endpoint endpoint = echo_endpoint();
    server.endpoint("/as-all", endpoint);
    endpoint.max_message = 10;
    server.endpoint("/less", endpoint);
    endpoint.max_message = 1000;
    server.endpoint("/more", std::move(endpoint));
  });
  const std::vector<std::pair<std::string, std::size_t>> cases = {
      {"/as-all", 100}, {"/less", 10}, {"/more", 1000}};
  for (const auto& [path, most] : cases) {
    INFO(path);
    RawSocket one = running.connect();  // the frame comes with the request
    one.send(bytes(request(path)) + client().binary(noise(most)));
    CHECK(one.read_head().find("HTTP/1.1 101 ") == 0);
    CHECK(one.read_frame().payload == noise(most));
    one.send(client().binary(noise(most + 1)));
    CHECK(one.read_frame().words() == "close 1009");
  }
}

TEST_CASE_METHOD(NothingLeft, "a log that throws loses its line and nothing else", "[server]") {
  RunningServer running(quiet_limits(), [](Server& server) {
    server.endpoint("/", echo_endpoint());
    server.log([](const std::string&) { throw std::runtime_error("no space left"); });
  });
  RawSocket one = running.open();
  CHECK(one.send(client().text("one")).read_frame().text() == "one");
  CHECK(running.answer("nonsense\r\n\r\n").find("400") != std::string::npos);
  CHECK(running.open().send(client().text("two")).read_frame().text() == "two");
}

TEST_CASE_METHOD(NothingLeft, "an exception in a trace, or a log that fails, harms no other connection",
                 "[rfc6455-7.4.1]") {
  RunningServer running(quiet_limits(), [](Server& server) {
    server.endpoint("/", echo_endpoint());
    server.trace([](const Peer& peer) -> std::unique_ptr<FrameObserver> {
      if (peer.id() == 2) throw 7;
      return nullptr;
    });
  });
  RawSocket one = running.open();
  RawSocket two = running.open();
  two.read_all();
  CHECK(one.send(client().text("unharmed")).read_frame().text() == "unharmed");
}

TEST_CASE_METHOD(NothingLeft,
                 "the server's log tells what came, what was refused and how it ended, on one line each",
                 "[rfc6455-10]") {
  Notes log;
  RunningServer running(quiet_limits(), [&](Server& server) {
    server.endpoint("/", echo_endpoint());
    server.log(
        [&](const std::string& line) { log.add(line.substr(line.find(' ', line.find(' ') + 1) + 1)); });
  });
  running.open().send(client().close(1000, "bye\r\nforged line")).read_all();
  REQUIRE(log.becomes_size(2));
  CHECK(log.lines() == Seen{"open /", "closed 1000 bye??forged line"});
  running.answer("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  REQUIRE(log.becomes_size(3));
  CHECK(log.lines()[2].rfind("426 ", 0) == 0);
}

TEST_CASE_METHOD(NothingLeft, "a handler that works for long is not taken for a silent client",
                 "[rfc6455-5.5.2]") {
  ServerLimits limits = quiet_limits();
  limits.idle_time = limits.pong_time = std::chrono::milliseconds(20);
  std::atomic<bool> go_on = false;
  Endpoint endpoint;
  endpoint.open = [&](Peer& peer, const Request&) {
    CHECK_IN_THREAD(becomes([&] { return go_on.load(); }));
    peer.send_text("at last");
  };
  RunningServer running(std::move(endpoint), limits);
  RawSocket one = running.open();
  RawSocket quick = running.open();
  // The server's thread goes on: it notices this one's end, with all its deadlines long over.
  quick.close();
  std::this_thread::sleep_for(std::chrono::milliseconds(100));  // the slow handler that is under test
  go_on = true;
  CHECK(one.read_frame().text() == "at last");
}

class CountingObserver : public FrameObserver {
 public:
  explicit CountingObserver(Notes& notes) : notes_(notes) {}
  void on_frame(Flow flow, const FrameHeader& header, Bytes payload, std::uint64_t, bool last) override {
    if (last)
      notes_.add((flow == Flow::In ? "in " : "out ") + std::to_string(static_cast<int>(header.opcode)) + " " +
                 std::to_string(payload.size()));
  }

 private:
  Notes& notes_;
};

TEST_CASE_METHOD(NothingLeft, "a trace sees the frames of both directions", "[rfc6455-5.2]") {
  Notes frames;
  RunningServer running(quiet_limits(), [&](Server& server) {
    server.endpoint("/", echo_endpoint());
    server.trace([&](const Peer&) { return std::make_unique<CountingObserver>(frames); });
  });
  RawSocket one = running.open();
  one.send(client().text("x")).read_frame();
  running.server.peers().at(0).send_text("from outside");
  CHECK(one.read_frame().text() == "from outside");
  running.server.broadcast("to all");
  CHECK(one.read_frame().text() == "to all");
  one.send(client().ping() + client().close(1000)).read_all();
  CHECK(frames.lines() ==
        Seen{"in 1 1", "out 1 1", "out 1 12", "out 1 6", "in 9 0", "out 10 0", "in 8 2", "out 8 2"});
}

}  // namespace
}  // namespace ws101::testing
