// One endpoint in a program that throws from its handlers or its output.
#include <stdexcept>

#include "frame/connection.hpp"
#include "support/endpoint.hpp"
#include "support/splits.hpp"
#include "support/story.hpp"

namespace ws101::testing {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;

class Tantrum : public std::runtime_error {
 public:
  Tantrum() : std::runtime_error("a handler's own trouble") {}
};

// Throws from the n-th call of any kind.
class Throwing : public Handler, public Output {
 public:
  Throwing(Role role, std::size_t nth) : connection(make_connection(role, keys)), nth_(nth) {}
  void on_message(Opcode kind, Bytes payload) override { note(got(static_cast<int>(kind), payload)); }
  void on_ping(Bytes payload) override { note(got(kPing, payload)); }
  void on_pong(Bytes payload) override { note(got(kPong, payload)); }
  void on_close(const CloseEvent& event) override {
    note(ended(event.state, number(event.code), event.reason));
  }
  void write(Bytes, Bytes) override {}
  void note(const Story& line) {
    diary.insert(diary.end(), line.begin(), line.end());
    if (diary.size() == nth_) throw Tantrum();
  }
  void feed(Bytes wire) {
    while (!wire.empty()) {
      const MutableBytes space = space_of(connection);
      const std::size_t count = std::min(wire.size(), space.size());
      std::copy_n(wire.begin(), count, space.begin());
      wire = wire.subspan(count);
      commit(count);
    }
  }
  void commit(std::size_t count) {
    try {
      connection.commit(count, *this, *this);
    } catch (const Tantrum&) {
      ++thrown;
    }
  }

  CountedKeys keys;
  Connection connection;
  Story diary;
  int thrown = 0;

 private:
  std::size_t nth_;
};

TEST_CASE(
    "an event from which the handler throws counts as delivered, and the next commit goes on behind it") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    const Wire wire = peer.text("one") + peer.begin_text("tw") + peer.ping("p") + peer.end("o") +
                      peer.pong("q") + peer.binary(noise(300)) + peer.text("three") + peer.close(1000, "bye");
    const Story story = got_text("one") + got_ping("p") + got_text("two") + got_pong("q") +
                        got_binary(noise(300)) + got_text("three") + ended(State::ClosedByPeer, 1000, "bye");
    for (std::size_t nth = 1; nth <= story.size(); ++nth) {
      for (const Split& split : splits_of(wire.size())) {
        Throwing endpoint(role, nth);
        for (const Bytes piece : pieces_of(Bytes(wire), split)) endpoint.feed(piece);
        endpoint.connection.prepare();
        endpoint.commit(0);  // nothing new came: what is left of the batch
        if (endpoint.thrown != 1 || endpoint.diary != story) {
          FAIL("a " << word(role) << " throws from event " << nth << ", " << endpoint.thrown
                    << " times, split: " << split.name << '\n'
                    << beside(story, endpoint.diary));
        }
      }
    }
  }
}

TEST_CASE("an output that throws leaves no violation and no Close half answered", "[rfc6455-5.5.1]") {
  class Broken : public Output {
   public:
    void write(Bytes, Bytes) override { throw Tantrum(); }
  };
  for (const Role role : kRoles) {
    for (const Wire& wire : {peer_of(role).close(1000), peer_of(role).frame(3, {})}) {
      Endpoint endpoint(role);
      Broken broken;
      std::copy(wire.begin(), wire.end(), space_of(endpoint.connection(), wire.size()).begin());
      CHECK_THROWS_AS(endpoint.connection().commit(wire.size(), endpoint, broken), Tantrum);
      CHECK(endpoint.connection().closed());
      for (int i = 0; i < 20; ++i) endpoint.feed(noise(30000));
      CHECK(endpoint.connection().memory() <= 2 * kLargeBuffer);
    }
  }
}

TEST_CASE("after a throw the connection can be closed in good order", "[rfc6455-7.1.2]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    Throwing endpoint(role, 1);
    const Wire wire = peer.text("boom") + peer.text("dropped") + peer.close(1011);
    std::copy(wire.begin(), wire.end(), space_of(endpoint.connection, wire.size()).begin());
    endpoint.commit(wire.size());
    CHECK(endpoint.thrown == 1);
    CHECK(endpoint.connection.state() == State::Open);
    CHECK(endpoint.connection.close(CloseCode::InternalError, "handler failed", endpoint));
    endpoint.connection.prepare();
    endpoint.commit(0);
    CHECK(endpoint.diary == got_text("boom") + ended(State::ClosedByUs, 1011));
  }
}

TEST_CASE("a throw out of a long message leaves the connection in step") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    Throwing endpoint(role, 1);
    const Wire wire = peer.binary(noise(kMiB)) + peer.text("next");
    endpoint.feed(wire);
    endpoint.connection.prepare();
    endpoint.commit(0);  // what came in one read with the end of the message
    CHECK(endpoint.thrown == 1);
    CHECK(endpoint.diary == got_binary(noise(kMiB)) + got_text("next"));
  }
}

}  // namespace
}  // namespace ws101::testing
