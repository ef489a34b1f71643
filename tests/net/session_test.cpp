// The session: one connection on one socket, its receiving thread and the others.
#include "net/session.hpp"

#include <thread>
#include <variant>

#include "frame/encode.hpp"
#include "net/random.hpp"
#include "support/catch.hpp"
#include "support/socket_pair.hpp"

namespace ws101::testing {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;
using Sent = Session::Sent;

SharedFrame share(Opcode kind, Bytes payload) {
  return std::make_shared<const std::vector<std::uint8_t>>(encode_frame(kind, payload));
}

// A server's session.
struct ServerEnd {
  explicit ServerEnd(TcpSocket socket, std::size_t max_backlog = kMiB)
      : session(std::move(socket), Receiver(Role::Server), ws101::Sender::server(), max_backlog) {}

  // What a client's thread does: every message is echoed.
  void serve() {
    session.receive_here();
    do {
      while (const auto event = session.next()) handle(*event);
      session.flush();
    } while (session.receive());
  }
  void handle(const Event& event) {
    if (const auto* message = std::get_if<Message>(&event)) {
      told.push_back("message " + std::string(message->text()));
      session.send(message->kind, message->payload);
    } else if (const auto* close = std::get_if<CloseEvent>(&event)) {
      told.push_back((close->clean() ? "clean " : "unclean ") + std::to_string(number(close->code)));
    }
  }

  Session session;
  Seen told;
};

TEST_CASE_METHOD(NothingLeft, "a batch of messages is answered in order, and the end is told once",
                 "[session]") {
  SocketPair pair;
  ServerEnd end(std::move(pair.ours));
  Session& session = end.session;
  CHECK(session.fd() >= 0);
  const Wire early = client().text("early");
  session.feed(early);
  pair.theirs.send(client().text("a") + client().text("b") + client().close(1000));
  end.serve();
  CHECK(session.state() == State::ClosedByPeer);
  CHECK_FALSE(session.receive());
  std::thread peer([&] {
    CHECK_IN_THREAD(frames_in(pair.theirs.read_all()) ==
                    Seen{"text early", "text a", "text b", "close 1000"});
    pair.theirs.close();
  });
  session.finish();
  peer.join();
  CHECK(session.fd() == -1);
  CHECK(end.told == Seen{"message early", "message a", "message b", "clean 1000"});
  // Everything is harmless now.
  session.abort();
  session.abort_hard();
  session.stop_reading();
  CHECK(session.send(Opcode::Text, {}) == Sent::Closed);
  std::thread other([&] { CHECK_IN_THREAD(session.send(Opcode::Text, {}) == Sent::Closed); });
  other.join();
}

TEST_CASE_METHOD(NothingLeft, "what the receiving thread sends leaves with its flush, in one piece",
                 "[session]") {
  SocketPair pair;
  ServerEnd end(std::move(pair.ours));
  end.session.receive_here();
  CHECK(end.session.send(Opcode::Text, bytes_of("one")) == Sent::Yes);
  CHECK(end.session.send(Opcode::Text, bytes_of("two")) == Sent::Yes);
  // Here to there is no distance on one machine: what has been sent can be read.
  std::uint8_t byte = 0;
  CHECK(::recv(pair.theirs.fd(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == -1);
  CHECK(end.session.flush());
  CHECK(end.session.waiting() == 0);
  CHECK(pair.theirs.read_frame().text() == "one");
  CHECK(pair.theirs.read_frame().text() == "two");
}

TEST_CASE_METHOD(NothingLeft, "however much the receiving thread answers, little waits before it leaves",
                 "[session]") {
  constexpr std::size_t kPayload = 100;
  SocketPair pair(4096);
  ServerEnd end(std::move(pair.ours));
  std::thread peer([&] {
    for (int i = 0; i < 20'000; ++i) CHECK_IN_THREAD(pair.theirs.read_frame().payload.size() == kPayload);
  });
  end.session.receive_here();
  for (int i = 0; i < 20'000; ++i) {
    CHECK(end.session.send(Opcode::Text, letters(kPayload)) == Sent::Yes);
    REQUIRE(end.session.waiting() <= (std::size_t{64} << 10) + kPayload + 2);
  }
  // It left in between, 64 KiB at most at a time, and not only with the flush.
  CHECK(end.session.progress() >= 20'000 * kPayload / (std::size_t{64} << 10));
  CHECK(end.session.flush());
  peer.join();
}

TEST_CASE_METHOD(NothingLeft, "sends to a peer that does not read: waiting, overflow; pushed when it reads",
                 "[session]") {
  SocketPair pair(4096);
  ServerEnd end(std::move(pair.ours), 100'000);
  Session& session = end.session;
  int kept = 0;
  for (;; ++kept) {
    REQUIRE(kept < 100'000);
    std::string text = std::to_string(kept);
    if (session.send(share(Opcode::Text, bytes_of(text.append(1000, '.')))) == Sent::Overflow) break;
    CHECK(session.waiting() <= 100'000);
  }
  CHECK(session.waiting() > 90'000);
  CHECK(session.push());
  // A Close always finds room, and nothing follows it.
  CHECK(session.close(CloseCode::Normal, text_of(letters(50))) == Sent::Yes);
  CHECK(session.send(share(Opcode::Text, bytes_of("late"))) == Sent::Closed);
  CHECK(session.close(CloseCode::Normal, "") == Sent::Closed);
  const std::uint64_t progress = session.progress();
  for (int i = 0; i < kept; ++i) {
    session.push();
    REQUIRE(std::stoi(pair.theirs.read_frame().text()) == i);
  }
  CHECK(session.progress() > progress);
  CHECK_FALSE(session.push());
  CHECK(pair.theirs.read_frame().words() == "close 1000");
  CHECK(session.waiting() == 0);
}

TEST_CASE_METHOD(NothingLeft, "what waits for a slow peer goes out before what the receiving thread flushes",
                 "[session]") {
  SocketPair pair(4096);
  ServerEnd end(std::move(pair.ours), 2 * kMiB);
  Session& session = end.session;
  const Wire payload = noise(kMiB);
  CHECK(session.send(share(Opcode::Binary, payload)) == Sent::Yes);  // and a part of it has gone
  CHECK(session.send(Opcode::Text, bytes_of("second")) == Sent::Yes);
  CHECK(session.waiting() > 6);
  std::thread receiving([&] {
    session.receive_here();
    CHECK_IN_THREAD(session.send(Opcode::Text, bytes_of("third")) == Sent::Yes);
    CHECK_IN_THREAD(session.flush());
  });
  CHECK(pair.theirs.read_frame().payload == payload);
  CHECK(pair.theirs.read_frame().text() == "second");
  CHECK(pair.theirs.read_frame().text() == "third");
  receiving.join();
  CHECK(session.waiting() == 0);
}

TEST_CASE_METHOD(NothingLeft, "a frame larger than the limit may wait alone", "[session]") {
  SocketPair pair(4096);
  ServerEnd end(std::move(pair.ours), 1000);
  Session& session = end.session;
  const Wire payload = noise(kMiB);
  CHECK(session.send(Opcode::Binary, payload) == Sent::Yes);
  CHECK(session.waiting() > 0);
  CHECK(session.send(Opcode::Text, bytes_of("x")) == Sent::Overflow);
  CHECK(session.send_raw(server().ping()) == Sent::Overflow);
  std::thread pusher([&] {
    while (session.push()) session.socket().wait(false, true, std::chrono::steady_clock::now() + kPatience);
  });
  CHECK(pair.theirs.read_frame().payload == payload);
  pusher.join();
  CHECK(session.send(Opcode::Text, bytes_of("x")) == Sent::Yes);
  CHECK(pair.theirs.read_frame().text() == "x");
}

TEST_CASE_METHOD(NothingLeft, "a Close is taken however much waits", "[rfc6455-7.1.2]") {
  SocketPair pair(4096);
  ServerEnd end(std::move(pair.ours), 1000);
  CHECK(end.session.send(Opcode::Binary, noise(kMiB)) == Sent::Yes);
  CHECK(end.session.close(CloseCode::GoingAway, "") == Sent::Yes);
  std::thread pusher([&] {
    while (end.session.push())
      end.session.socket().wait(false, true, std::chrono::steady_clock::now() + kPatience);
  });
  CHECK(pair.theirs.read_frame().payload.size() == kMiB);
  CHECK(pair.theirs.read_frame().words() == "close 1001");
  pusher.join();
}

TEST_CASE_METHOD(NothingLeft, "another thread closes: the receiving thread follows, one Close goes out",
                 "[rfc6455-5.5.1]") {
  SocketPair pair;
  ServerEnd end(std::move(pair.ours));
  Session& session = end.session;
  std::thread other([&] {
    CHECK_IN_THREAD(session.close(static_cast<CloseCode>(999), "") == Sent::Closed);
    CHECK_IN_THREAD(session.close(CloseCode::GoingAway, "bye") == Sent::Yes);
    CHECK_IN_THREAD(session.close(CloseCode::GoingAway, "bye") == Sent::Closed);
    CHECK_IN_THREAD(session.ping({}) == Sent::Closed);
  });
  other.join();
  CHECK(session.state() == State::CloseSent);
  pair.theirs.send(client().text("dropped") + client().ping("p") + client().close(1001));
  end.serve();
  CHECK(session.state() == State::ClosedByUs);
  session.socket().shutdown_send();
  CHECK(frames_in(pair.theirs.read_all()) == Seen{"close 1001", "pong p"});
  CHECK(end.told == Seen{"clean 1001"});
}

TEST_CASE_METHOD(NothingLeft, "a whole Close that is sent raw begins the closing", "[rfc6455-5.5.1]") {
  SocketPair pair;
  ServerEnd end(std::move(pair.ours));
  CHECK(end.session.send_raw(server().close(1000)) == Sent::Yes);
  CHECK(end.session.state() == State::CloseSent);
  pair.theirs.send(client().close(1000));
  end.serve();
  CHECK(end.told == Seen{"clean 1000"});
  end.session.socket().shutdown_send();
  CHECK(frames_in(pair.theirs.read_all()) == Seen{"close 1000"});
}

TEST_CASE_METHOD(NothingLeft, "abort and stop_reading free a receiving thread that waits", "[session]") {
  for (const bool hard : {false, true}) {
    SocketPair pair;
    ServerEnd end(std::move(pair.ours));
    std::thread receiving([&] {
      end.serve();
      CHECK_IN_THREAD(end.told == Seen{"unclean 1006"});
    });
    hard ? end.session.abort() : end.session.stop_reading();
    receiving.join();
    CHECK(end.session.state() == State::Lost);
  }
}

TEST_CASE_METHOD(NothingLeft, "abort frees a receiving thread whose peer takes nothing", "[session]") {
  SocketPair pair(4096);
  ServerEnd end(std::move(pair.ours));
  std::thread receiving([&] {
    end.session.receive_here();
    CHECK_IN_THREAD(end.session.send(Opcode::Binary, noise(kMiB)) == Sent::Closed);
    end.serve();
    CHECK_IN_THREAD(end.told == Seen{"unclean 1006"});
  });
  CHECK(becomes([&] { return end.session.flushing(); }));
  end.session.abort();
  receiving.join();
}

TEST_CASE_METHOD(NothingLeft, "abort_hard throws away what waits: the peer sees a reset", "[session]") {
  SocketPair pair(4096);
  {
    ServerEnd end(std::move(pair.ours), 64 * kMiB);
    CHECK(end.session.send(share(Opcode::Binary, noise(kMiB))) == Sent::Yes);
    CHECK(end.session.waiting() > 0);
    end.session.abort_hard();
  }
  pair.theirs.read_all();
  CHECK(pair.theirs.was_reset());
}

TEST_CASE_METHOD(NothingLeft, "a client's session masks, whichever thread sends", "[rfc6455-5.3]") {
  SocketPair pair;
  RandomKeys keys;
  Session session(std::move(pair.ours), Receiver(Role::Client), ws101::Sender::client(keys), kMiB);
  CHECK(session.send(Opcode::Text, bytes_of("one")) == Sent::Yes);
  std::thread other([&] { CHECK_IN_THREAD(session.send(Opcode::Text, bytes_of("other")) == Sent::Yes); });
  other.join();
  for (const std::string text : {"one", "other"}) {
    const SeenFrame frame = pair.theirs.read_frame();
    CHECK(frame.masked);
    CHECK(frame.text() == text);
  }
  CHECK(session.ping(noise(126)) == Sent::Closed);
  CHECK(session.ping(noise(125)) == Sent::Yes);
  CHECK(pair.theirs.read_frame().payload == noise(125));
}

TEST_CASE_METHOD(NothingLeft, "an observer may use the session it observes", "[session]") {
  class Answers : public FrameObserver {
   public:
    explicit Answers(Session& session) : session_(session) {}
    void on_frame(Flow flow, const FrameHeader& header, Bytes, std::uint64_t, bool) override {
      if (flow == Flow::Out && header.opcode == Opcode::Text) session_.ping(bytes_of("seen"));
    }

   private:
    Session& session_;
  };
  SocketPair pair;
  ServerEnd end(std::move(pair.ours));
  Answers answers(end.session);
  end.session.observe({std::shared_ptr<void>(), &answers});
  CHECK(end.session.send(Opcode::Text, bytes_of("x")) == Sent::Yes);
  CHECK(pair.theirs.read_frame().words() == "text x");
  CHECK(pair.theirs.read_frame().words() == "ping seen");
}

TEST_CASE_METHOD(NothingLeft, "counts tell that something came, and whether the receiving thread is at work",
                 "[session]") {
  SocketPair pair;
  ServerEnd end(std::move(pair.ours));
  Session& session = end.session;
  CHECK(session.handling());  // the handshake's end, open(): work until the first receive
  std::thread receiving([&] { end.serve(); });
  CHECK(becomes([&] { return !session.handling(); }));
  CHECK(session.activity() == 0);
  pair.theirs.send(client().text("x")).read_frame();
  CHECK(session.activity() == 1);
  pair.theirs.close();
  receiving.join();
}

}  // namespace
}  // namespace ws101::testing
