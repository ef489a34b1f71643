// The session: one machine over one socket, its owner and the other threads.
#include "net/session.hpp"

#include <thread>

#include "net/random.hpp"
#include "support/catch.hpp"
#include "support/socket_pair.hpp"

namespace ws101::testing {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;
using Sent = Session::Sent;

class Echo : public Handler {
 public:
  explicit Echo(Session& session) : session_(session) {}
  void on_message(Opcode kind, Bytes payload) override {
    told.push_back("message " + std::string(text_of(payload)));
    if (payload.size() == 4 && text_of(payload) == "bang") throw std::runtime_error("bang");
    CHECK(session_.in_handler());
    session_.send(kind, payload);
  }
  void on_close(const CloseEvent& event) override {
    told.push_back((event.clean() ? "clean " : "unclean ") + std::to_string(number(event.code)));
  }
  Seen told;

 private:
  Session& session_;
};

// A server's session with the state machine that it drives.
struct ServerEnd {
  explicit ServerEnd(TcpSocket socket, std::size_t max_backlog = kMiB)
      : session(std::move(socket), max_backlog) {
    session.drive(machine);
  }
  Connection machine = Connection::server();
  Session session;
};

TEST_CASE_METHOD(NothingLeft, "a batch of messages is answered in order, and the end is told once",
                 "[session]") {
  SocketPair pair;
  ServerEnd end(std::move(pair.ours));
  Session& session = end.session;
  session.become_owner();
  CHECK(session.fd() >= 0);
  Echo echo(session);
  const Wire early = client().text("early");
  session.feed(early, echo);
  CHECK_FALSE(session.in_handler());
  pair.theirs.send(client().text("a") + client().text("b") + client().close(1000));
  while (session.receive(echo)) {
  }
  CHECK(session.state() == State::ClosedByPeer);
  CHECK(session.finished_reading());
  std::thread peer([&] {
    CHECK_IN_THREAD(frames_in(pair.theirs.read_all()) ==
                    Seen{"text early", "text a", "text b", "close 1000"});
    pair.theirs.close();
  });
  session.finish();
  peer.join();
  CHECK(session.fd() == -1);
  CHECK(echo.told == Seen{"message early", "message a", "message b", "clean 1000"});
  // Everything is harmless now.
  session.abort();
  session.abort_hard();
  session.stop_reading();
  CHECK(session.send(Opcode::Text, {}) == Sent::Closed);
  std::thread other([&] { CHECK_IN_THREAD(session.send(Opcode::Text, {}) == Sent::Closed); });
  other.join();
}

TEST_CASE_METHOD(NothingLeft, "an exception of a handler passes through, and a Close can still be sent",
                 "[session]") {
  SocketPair pair;
  ServerEnd end(std::move(pair.ours));
  Session& session = end.session;
  session.become_owner();
  Echo echo(session);
  pair.theirs.send(client().text("a") + client().text("bang") + client().text("never"));
  bool thrown = false;
  try {
    while (session.receive(echo)) {
    }
  } catch (const std::runtime_error&) {
    thrown = true;
  }
  CHECK(thrown);
  CHECK_FALSE(session.in_handler());
  CHECK(session.close(CloseCode::InternalError, "") == Sent::Yes);
  CHECK(pair.theirs.read_frame().words() == "text a");
  CHECK(pair.theirs.read_frame().words() == "close 1011");
}

TEST_CASE_METHOD(NothingLeft, "another thread closes: the owner follows, one Close goes out",
                 "[rfc6455-5.5.1]") {
  SocketPair pair;
  ServerEnd end(std::move(pair.ours));
  Session& session = end.session;
  session.become_owner();
  Echo echo(session);
  std::thread other([&] {
    CHECK_IN_THREAD(session.close(static_cast<CloseCode>(999), "") == Sent::Closed);
    CHECK_IN_THREAD(session.close(CloseCode::GoingAway, "bye") == Sent::Yes);
    CHECK_IN_THREAD(session.close(CloseCode::GoingAway, "bye") == Sent::Closed);
    CHECK_IN_THREAD(session.ping({}) == Sent::Closed);
  });
  other.join();
  CHECK(session.closing());
  CHECK(session.close_posted());
  pair.theirs.send(client().text("dropped") + client().ping("p") + client().close(1001));
  while (session.receive(echo)) {
  }
  CHECK(session.state() == State::ClosedByUs);
  CHECK_FALSE(session.closing());
  session.socket().shutdown_send();
  CHECK(frames_in(pair.theirs.read_all()) == Seen{"close 1001", "pong p"});
  CHECK(echo.told == Seen{"clean 1001"});
}

TEST_CASE_METHOD(NothingLeft, "abort and stop_reading free an owner that waits", "[session]") {
  for (const bool hard : {false, true}) {
    SocketPair pair;
    ServerEnd end(std::move(pair.ours));
    Session& session = end.session;
    std::thread owner([&] {
      session.become_owner();
      Echo echo(session);
      CHECK_IN_THREAD(!session.receive(echo));
      CHECK_IN_THREAD(echo.told == Seen{"unclean 1006"});
    });
    hard ? session.abort() : session.stop_reading();
    owner.join();
    CHECK(session.state() == State::Lost);
  }
}

TEST_CASE_METHOD(NothingLeft, "abort_hard throws away what waits: the peer sees a reset", "[session]") {
  SocketPair pair(4096);
  {
    ServerEnd end(std::move(pair.ours), 64 * kMiB);
    Session& session = end.session;
    CHECK(session.send(share_frame(Opcode::Binary, noise(kMiB))) == Sent::Yes);
    CHECK(session.outbox().waiting() > 0);
    session.abort_hard();
  }
  pair.theirs.read_all();
  CHECK(pair.theirs.was_reset());
}

TEST_CASE_METHOD(NothingLeft, "a client's session masks, whichever thread sends", "[rfc6455-5.3]") {
  SocketPair pair;
  RandomKeys keys;
  Connection machine = Connection::client(keys);
  Session session(std::move(pair.ours), keys, kMiB);
  session.drive(machine);
  session.become_owner();
  CHECK(session.send(Opcode::Text, bytes_of("owner")) == Sent::Yes);
  std::thread other([&] { CHECK_IN_THREAD(session.send(Opcode::Text, bytes_of("other")) == Sent::Yes); });
  other.join();
  for (const std::string text : {"owner", "other"}) {
    const SeenFrame frame = pair.theirs.read_frame();
    CHECK(frame.masked);
    CHECK(frame.text() == text);
  }
  CHECK(session.ping(noise(126)) == Sent::Closed);
  session.resign();
  CHECK_FALSE(session.is_owner());
  CHECK(session.ping(noise(126)) == Sent::Closed);
  CHECK(session.ping(noise(125)) == Sent::Yes);
  CHECK(pair.theirs.read_frame().payload == noise(125));
}

TEST_CASE_METHOD(NothingLeft, "counts tell that something came, and whether the owner is at work",
                 "[session]") {
  SocketPair pair;
  ServerEnd end(std::move(pair.ours));
  Session& session = end.session;
  CHECK(session.handling());  // the handshake's end, open(): work until the first receive
  std::thread owner([&] {
    session.become_owner();
    Echo echo(session);
    while (session.receive(echo)) {
    }
  });
  CHECK(becomes([&] { return !session.handling(); }));
  CHECK(session.activity() == 0);
  pair.theirs.send(client().text("x")).read_frame();
  CHECK(session.activity() == 1);
  pair.theirs.close();
  owner.join();
}

}  // namespace
}  // namespace ws101::testing
