// One endpoint: its states and transitions, where bytes lie, memory, misbehaving programs, what observers see.
#include "frame/connection.hpp"

#include <array>
#include <stdexcept>

#include "support/core_harness.hpp"

namespace ws101::testing {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;
constexpr std::size_t kLargeRead = std::size_t{64} << 10;  // what a long message asks for at once, at least

// ---- States

// Each way to reach each state.
struct Path {
  const char* words;
  State state;
  void (*go)(Endpoint&, const Sender& peer);
};

const Path kPaths[] = {
    {"new", State::Open, [](Endpoint&, const Sender&) {}},
    {"inside a message", State::Open,
     [](Endpoint& self, const Sender& peer) { self.feed(peer.begin_text("x")); }},
    {"close()", State::CloseSent,
     [](Endpoint& self, const Sender&) { self.connection().close(CloseCode::Normal, "", self); }},
    {"close() without a code", State::CloseSent,
     [](Endpoint& self, const Sender&) { self.connection().close(CloseCode::NoStatus, "", self); }},
    {"close_was_sent()", State::CloseSent,
     [](Endpoint& self, const Sender&) { self.connection().close_was_sent(); }},
    {"close(), then the peer's Close", State::ClosedByUs,
     [](Endpoint& self, const Sender& peer) {
       self.connection().close(CloseCode::Normal, "", self);
       self.feed(peer.close(1000));
     }},
    {"the peer's Close", State::ClosedByPeer,
     [](Endpoint& self, const Sender& peer) { self.feed(peer.close(1001)); }},
    {"a violation", State::Failed, [](Endpoint& self, const Sender& peer) { self.feed(peer.frame(5, {})); }},
    {"a violation after close()", State::Failed,
     [](Endpoint& self, const Sender& peer) {
       self.connection().close(CloseCode::Normal, "", self);
       self.feed(peer.frame(5, {}));
     }},
    {"TCP ended", State::Lost, [](Endpoint& self, const Sender&) { self.end_of_file(); }},
    {"close(), then TCP ended", State::Lost,
     [](Endpoint& self, const Sender&) {
       self.connection().close(CloseCode::Normal, "", self);
       self.end_of_file();
     }},
};

// What may happen, and where it leads from each state: Open, CloseSent, and the four ends.
struct Stimulus {
  const char* words;
  void (*apply)(Endpoint&, const Sender& peer);
  State from_open;
  State from_close_sent;
  Story diary_open;
  Story diary_close_sent;
};

std::vector<Stimulus> stimuli() {
  return {
      {"a message",
       [](Endpoint& self, const Sender& peer) { self.feed(peer.frame(kContinuation, bytes("m"))); },
       State::Open,
       State::CloseSent,
       got_text("m"),
       {}},
      {"a ping", [](Endpoint& self, const Sender& peer) { self.feed(peer.ping("p")); }, State::Open,
       State::CloseSent, answered_ping("p"), answered_ping("p")},
      {"a pong", [](Endpoint& self, const Sender& peer) { self.feed(peer.pong("p")); }, State::Open,
       State::CloseSent, got_pong("p"), got_pong("p")},
      {"a Close", [](Endpoint& self, const Sender& peer) { self.feed(peer.close(1001, "r")); },
       State::ClosedByPeer, State::ClosedByUs, sent_close(1001) + ended(State::ClosedByPeer, 1001, "r"),
       ended(State::ClosedByUs, 1001, "r")},
      {"a Close without a code", [](Endpoint& self, const Sender& peer) { self.feed(peer.close()); },
       State::ClosedByPeer, State::ClosedByUs, sent_close() + ended(State::ClosedByPeer, 1005),
       ended(State::ClosedByUs, 1005)},
      {"a violation", [](Endpoint& self, const Sender& peer) { self.feed(peer.frame(7, {})); }, State::Failed,
       State::Failed, failed(Violation::UnknownOpcode), ended(Violation::UnknownOpcode)},
      {"a bad Close", [](Endpoint& self, const Sender& peer) { self.feed(peer.close(1006)); }, State::Failed,
       State::Failed, failed(Violation::CloseCodeForbidden), ended(Violation::CloseCodeForbidden)},
      {"TCP ends", [](Endpoint& self, const Sender&) { self.end_of_file(); }, State::Lost, State::Lost,
       lost(), lost()},
      {"send()",
       [](Endpoint& self, const Sender&) {
         const bool open = self.connection().state() == State::Open;
         CHECK(self.connection().send(Opcode::Text, bytes("s"), self) == open);
       },
       State::Open,
       State::CloseSent,
       sent_text("s"),
       {}},
      {"ping()",
       [](Endpoint& self, const Sender&) {
         const bool open = self.connection().state() == State::Open;
         CHECK(self.connection().ping(bytes("s"), self) == open);
       },
       State::Open,
       State::CloseSent,
       sent_ping("s"),
       {}},
      {"pong()",
       [](Endpoint& self, const Sender&) {
         const bool open = self.connection().state() == State::Open;
         CHECK(self.connection().pong(bytes("s"), self) == open);
       },
       State::Open,
       State::CloseSent,
       sent_pong("s"),
       {}},
      {"close()",
       [](Endpoint& self, const Sender&) {
         const bool open = self.connection().state() == State::Open;
         CHECK(self.connection().close(CloseCode::GoingAway, "s", self) == open);
       },
       State::CloseSent,
       State::CloseSent,
       sent_close(1001, "s"),
       {}},
      {"close() with a code that may not be sent",
       [](Endpoint& self, const Sender&) {
         CHECK_FALSE(self.connection().close(CloseCode::Abnormal, "", self));
       },
       State::Open,
       State::CloseSent,
       {},
       {}},
      {"close_was_sent()",
       [](Endpoint& self, const Sender&) { self.connection().close_was_sent(); },
       State::CloseSent,
       State::CloseSent,
       {},
       {}},
      {"release_idle()",
       [](Endpoint& self, const Sender&) { self.connection().release_idle(); },
       State::Open,
       State::CloseSent,
       {},
       {}},
  };
}

TEST_CASE("the table of transitions: each stimulus in each state", "[rfc6455-5.5.1][rfc6455-7.1]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    for (const Path& path : kPaths) {
      for (const Stimulus& stimulus : stimuli()) {
        Endpoint endpoint(role);
        path.go(endpoint, peer);
        INFO("a " << word(role) << " that is " << word(path.state) << " (" << path.words << "), then "
                  << stimulus.words);
        REQUIRE(word(endpoint.connection().state()) == word(path.state));
        CHECK(endpoint.connection().closed() ==
              (path.state != State::Open && path.state != State::CloseSent));
        CHECK(endpoint.connection().close_expected() == (path.state == State::CloseSent));
        // Where a message is the stimulus one must have begun, where it can.
        const bool message = std::string_view(stimulus.words) == "a message";
        if (message && std::string_view(path.words) != "inside a message") endpoint.feed(peer.begin_text(""));

        const std::size_t before = endpoint.diary().size();
        stimulus.apply(endpoint, peer);
        const Story diary(endpoint.diary().begin() + static_cast<std::ptrdiff_t>(before),
                          endpoint.diary().end());
        State expected = path.state;  // an end is an end
        Story story;
        if (path.state == State::Open) expected = stimulus.from_open, story = stimulus.diary_open;
        if (path.state == State::CloseSent) {
          expected = stimulus.from_close_sent, story = stimulus.diary_close_sent;
        }
        if (message && std::string_view(path.words) == "inside a message") story = got_text("xm");
        CHECK(word(endpoint.connection().state()) == word(expected));
        CHECK(diary == story);
      }
    }
  }
}

TEST_CASE("the end is told exactly once", "[rfc6455-7.1.5]") {
  for (const Role role : kRoles) {
    for (const Path& path : kPaths) {
      Endpoint endpoint(role);
      path.go(endpoint, peer_of(role));
      endpoint.feed(peer_of(role).close(1000) + peer_of(role).close(1000) + noise(50));
      endpoint.end_of_file();
      endpoint.end_of_file();
      const auto ends = std::count_if(endpoint.diary().begin(), endpoint.diary().end(),
                                      [](const std::string& line) { return line.rfind("ended", 0) == 0; });
      INFO(path.words);
      CHECK(ends == 1);
    }
  }
}

TEST_CASE("send() sends messages alone: a control frame has its own function", "[rfc6455-5.5][rfc6455-5.4]") {
  for (const Role role : kRoles) {
    Endpoint endpoint(role);
    for (const Opcode kind : {Opcode::Continuation, Opcode::Close, Opcode::Ping, Opcode::Pong, Opcode{3}}) {
      CHECK_FALSE(endpoint.connection().send(kind, letters(5), endpoint));
    }
    CHECK(endpoint.wire().empty());
    CHECK(endpoint.connection().state() == State::Open);
  }
}

TEST_CASE("a control payload over 125 bytes is not sent", "[rfc6455-5.5]") {
  for (const Role role : kRoles) {
    Endpoint endpoint(role);
    CHECK_FALSE(endpoint.connection().ping(letters(126), endpoint));
    CHECK_FALSE(endpoint.connection().pong(letters(126), endpoint));
    CHECK(endpoint.wire().empty());
    CHECK(endpoint.connection().ping(letters(125), endpoint));
    CHECK(endpoint.connection().pong(letters(125), endpoint));
    CHECK(endpoint.diary() == sent(kPing, letters(125)) + sent(kPong, letters(125)));
  }
}

TEST_CASE("the words of every violation go out as the reason of a Close", "[rfc6455-7.4.1]") {
  for (const ViolationInfo& row : all_violations()) CHECK(row.words.size() <= 123);
}

// ---- Where the bytes lie

// Feeds `wire` and notes where messages lie and what prepare() gave.
class Placing : public Handler, public Output {
 public:
  explicit Placing(Role role) : connection(make_connection(role, keys)) {}
  // Fills each space as far as it goes, at most `at_once` bytes.
  void feed(Bytes wire, std::size_t at_once = SIZE_MAX) {
    while (!wire.empty()) {
      space = space_of(connection);
      const std::size_t count = std::min({space.size(), wire.size(), at_once});
      std::copy_n(wire.begin(), count, space.begin());
      wire = wire.subspan(count);
      connection.commit(count, *this, *this);
    }
  }
  void on_message(Opcode, Bytes payload) override {
    message = Wire(payload.begin(), payload.end());
    at = payload.data();
    inside = payload.data() >= space.data() && payload.data() + payload.size() <= space.data() + space.size();
  }
  void write(Bytes header, Bytes payload) override {
    parts.push_back(Wire(header.begin(), header.end()));
    payload_at = payload.data();
    longest_write = std::max(longest_write, payload.size());
  }

  CountedKeys keys;
  Connection connection;
  MutableBytes space;
  Wire message;
  const std::uint8_t* at = nullptr;
  bool inside = false;
  std::vector<Wire> parts;
  const std::uint8_t* payload_at = nullptr;
  std::size_t longest_write = 0;
};

TEST_CASE("a whole message lies in the buffer that prepare() gave", "[rfc6455-5.3]") {
  for (const Role role : kRoles) {
    for (const std::size_t size : {1u, 125u, 126u, 200u, 240u}) {
      Placing endpoint(role);
      endpoint.feed(peer_of(role).binary(noise(size)));
      INFO(size << " bytes");
      CHECK(endpoint.message == noise(size));
      CHECK(endpoint.inside);
      CHECK(endpoint.at == endpoint.space.data() + peer_of(role).header_size(size));
    }
  }
}

TEST_CASE("a busy connection's buffer grows until whole messages lie in it", "[rfc6455-5.3]") {
  for (const Role role : kRoles) {
    Placing endpoint(role);
    const Wire frame = peer_of(role).binary(noise(20000));
    for (int i = 0; i < 10; ++i) endpoint.feed(frame);
    CHECK(endpoint.inside);
    CHECK(endpoint.connection.memory() <= kLargeBuffer);
  }
}

TEST_CASE("a long message is received straight into its storage", "[rfc6455-5.3]") {
  for (const Role role : kRoles) {
    Placing endpoint(role);
    const Wire payload = noise(kMiB);
    const Wire wire = peer_of(role).binary(payload);
    const std::size_t header = wire.size() - payload.size();
    // The header alone: then the payload is asked for in large pieces, and is handed over where they were put.
    endpoint.feed(Bytes(wire).first(header));
    for (Bytes rest = Bytes(wire).subspan(header); !rest.empty();) {
      const MutableBytes space = endpoint.connection.prepare();
      REQUIRE(space.size() <= std::min(rest.size(), kLargeBuffer));
      REQUIRE(space.size() >= std::min(rest.size(), kLargeRead));
      std::copy_n(rest.begin(), space.size(), space.begin());
      endpoint.space = space;
      endpoint.connection.commit(space.size(), endpoint, endpoint);
      rest = rest.subspan(space.size());
    }
    CHECK(endpoint.message == payload);
    REQUIRE(endpoint.at != nullptr);
    CHECK(endpoint.at + payload.size() == endpoint.space.data() + endpoint.space.size());
    CHECK(endpoint.connection.memory() <= kMiB + kMiB / 2 + kLargeBuffer);
  }
}

TEST_CASE("of a long message that comes in large reads only the first read is copied", "[rfc6455-5.3]") {
  for (const Role role : kRoles) {
    Placing endpoint(role);
    const Wire payload = noise(4 * kMiB);
    const Wire wire = peer_of(role).binary(payload);
    std::size_t direct = 0;
    Bytes rest(wire);
    while (!rest.empty()) {
      const MutableBytes space = space_of(endpoint.connection);
      CHECK(space.size() <= kLargeBuffer);
      const std::size_t count = std::min({space.size(), rest.size(), kLargeRead});
      // Space that is no larger than what the frame needs is the message's own.
      if (rest.size() < wire.size() && space.size() >= kLargeRead && space.size() <= rest.size())
        direct += count;
      std::copy_n(rest.begin(), count, space.begin());
      rest = rest.subspan(count);
      endpoint.connection.commit(count, endpoint, endpoint);
    }
    CHECK(endpoint.message == payload);
    CHECK(direct >= payload.size() - 200'000);
  }
}

TEST_CASE("a server's payload is sent where it lies, in one write with its header", "[rfc6455-5.2]") {
  Placing endpoint(Role::Server);
  const Wire payload = noise(100'000);
  CHECK(endpoint.connection.send(Opcode::Binary, payload, endpoint));
  CHECK(endpoint.parts.size() == 1);
  CHECK(endpoint.parts[0] == hex("82 7f 00 00 00 00 00 01 86 a0"));
  CHECK(endpoint.payload_at == payload.data());
}

TEST_CASE("a client masks a copy, a chunk at a time, and the payload stays as it was", "[rfc6455-5.3]") {
  Placing endpoint(Role::Client);
  const Wire payload = noise(1'000'000);
  CHECK(endpoint.connection.send(Opcode::Binary, payload, endpoint));
  CHECK(payload == noise(1'000'000));
  CHECK(endpoint.longest_write <= 64 * 1024);
  CHECK(endpoint.connection.memory() <= 2 * 64 * 1024);
  CHECK(endpoint.keys.given() == 1);
  // Only the first write carries the header.
  for (std::size_t i = 0; i < endpoint.parts.size(); ++i) CHECK(endpoint.parts[i].empty() == (i > 0));
}

// ---- Memory

TEST_CASE("a connection that says nothing holds no memory", "[rfc6455-10.4]") {
  for (const Role role : kRoles) {
    Placing endpoint(role);
    CHECK(endpoint.connection.memory() == 0);
    endpoint.connection.prepare();
    CHECK(endpoint.connection.memory() == kSmallBuffer);
    endpoint.connection.release_idle();
    CHECK(endpoint.connection.memory() == 0);
  }
}

TEST_CASE("release_idle() gives back what long messages took", "[rfc6455-10.4]") {
  for (const Role role : kRoles) {
    Placing endpoint(role);
    endpoint.feed(peer_of(role).binary(noise(3 * kMiB)));
    CHECK(endpoint.connection.send(Opcode::Binary, noise(100'000), endpoint));
    CHECK(endpoint.connection.memory() >= 3 * kMiB);
    endpoint.connection.release_idle();
    CHECK(endpoint.connection.memory() == 0);
    endpoint.feed(peer_of(role).text("awake again"));
    CHECK(endpoint.message == bytes("awake again"));
    CHECK(endpoint.connection.memory() == kSmallBuffer);
    INFO("TCP ends inside a message");
    const Wire cut = peer_of(role).binary(noise(3 * kMiB));
    endpoint.feed(cut.first(2 * kMiB));
    endpoint.connection.commit_eof(endpoint);
    endpoint.connection.release_idle();
    CHECK(endpoint.connection.memory() == 0);
  }
}

TEST_CASE("release_idle() between any two bytes loses nothing", "[rfc6455-5.4]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    const Wire wire =
        peer.begin_text("Hel") + peer.ping("p") + peer.end("lo") + peer.binary(noise(200)) + peer.text("end");
    const Story story = answered_ping("p") + got_text("Hello") + got_binary(noise(200)) + got_text("end");
    for (const Split& split : splits_of(wire.size())) {
      Endpoint endpoint(role);
      for (const Bytes piece : pieces_of(Bytes(wire), split)) {
        endpoint.feed(piece);
        endpoint.connection().release_idle();
      }
      if (endpoint.diary() != story) {
        FAIL("a " << word(role) << ", split: " << split.name << '\n' << beside(story, endpoint.diary()));
      }
    }
  }
}

TEST_CASE("a receive buffer that begins in lent memory loses nothing when it outgrows it", "[rfc6455-5.4]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    const Wire wire = peer.text("short") + peer.begin_text("Hel") + peer.ping("p") + peer.end("lo") +
                      peer.binary(noise(200)) + peer.text("end");
    const Story story =
        got_text("short") + answered_ping("p") + got_text("Hello") + got_binary(noise(200)) + got_text("end");
    for (const Split& split : splits_of(wire.size())) {
      std::array<std::uint8_t, 20> lent;
      Endpoint endpoint(role);
      endpoint.connection().lend(lent);
      for (const Bytes piece : pieces_of(Bytes(wire), split)) endpoint.feed(piece);
      if (endpoint.diary() != story) {
        FAIL("a " << word(role) << ", split: " << split.name << '\n' << beside(story, endpoint.diary()));
      }
    }
    std::array<std::uint8_t, kSmallBuffer> usual;
    Placing placing(role);
    placing.connection.lend(usual);
    placing.feed(peer.text("short"));
    CHECK(placing.space.data() == usual.data());
  }
}

TEST_CASE("reads that fill the buffer make it grow, and small ones let it shrink", "[rfc6455-10.4]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    const std::size_t payload = 1001;  // no multiple of it fills the buffer to the byte
    Placing endpoint(role);
    endpoint.feed(peer.binary(noise(payload)) * 2000);
    CHECK(endpoint.space.size() > kLargeBuffer / 2);
    CHECK(endpoint.connection.memory() <= kLargeBuffer + 2 * payload);
    for (int i = 0; i < 1000; ++i) endpoint.feed(peer.text("small"));
    CHECK(endpoint.connection.memory() <= kSmallBuffer + 2 * payload);
  }
}

TEST_CASE("what comes after the end is dropped and takes no memory", "[rfc6455-5.5.1]") {
  const Wire late = noise(30000);
  for (const Role role : kRoles) {
    for (const Path& path : kPaths) {
      if (path.state == State::Open || path.state == State::CloseSent) continue;
      Endpoint endpoint(role);
      path.go(endpoint, peer_of(role));
      const Story diary = endpoint.diary();
      for (int i = 0; i < 50; ++i) endpoint.feed(late);
      CHECK(endpoint.diary() == diary);
      CHECK(endpoint.connection().memory() <= 2 * kLargeBuffer);
    }
  }
}

// ---- Programs that throw

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
        for (Bytes piece : pieces_of(Bytes(wire), split)) {
          while (!piece.empty()) {
            const MutableBytes space = space_of(endpoint.connection);
            const std::size_t count = std::min(piece.size(), space.size());
            std::copy_n(piece.begin(), count, space.begin());
            piece = piece.subspan(count);
            endpoint.commit(count);
          }
        }
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
    for (Bytes rest(wire); !rest.empty();) {
      const MutableBytes space = space_of(endpoint.connection);
      const std::size_t count = std::min(rest.size(), space.size());
      std::copy_n(rest.begin(), count, space.begin());
      rest = rest.subspan(count);
      endpoint.commit(count);
    }
    endpoint.connection.prepare();
    endpoint.commit(0);  // what came in one read with the end of the message
    CHECK(endpoint.thrown == 1);
    CHECK(endpoint.diary == got_binary(noise(kMiB)) + got_text("next"));
  }
}

// ---- Observers and defaults

class Trace : public FrameObserver {
 public:
  void on_frame(Flow flow, const FrameHeader& header, Bytes payload, std::uint64_t offset,
                bool last) override {
    if (offset == 0 && (last || payload.empty() || whole.empty())) whole.clear();
    if (offset != whole.size()) FAIL("offset " << offset << " after " << whole.size() << " bytes");
    whole.insert(whole.end(), payload.begin(), payload.end());
    if (!last) return;
    lines.push_back(std::string(flow == Flow::In ? "in " : "out ") + std::string(name(header.opcode)) +
                    (header.fin ? "" : " FIN=0") + (header.masked ? " masked " : " ") + in_words(whole));
    whole.clear();
  }
  Story lines;
  Wire whole;
};

TEST_CASE("an observer sees every frame in both directions, unmasked", "[rfc6455-5.2]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    const std::string in = role == Role::Server ? " masked " : " ";
    const std::string out = role == Role::Client ? " masked " : " ";
    const Wire wire = peer.begin_text("Hel") + peer.ping("p") + peer.end("lo") + peer.close(1000);
    const Story story{"out text" + out + "\"hi\"",       "in text FIN=0" + in + "\"Hel\"",
                      "in ping" + in + "\"p\"",          "out pong" + out + "\"p\"",
                      "in continuation" + in + "\"lo\"", "in close" + in + "<03 e8>",
                      "out close" + out + "<03 e8>"};
    for (const Split& split : splits_of(wire.size())) {
      Endpoint endpoint(role);
      Trace trace;
      endpoint.connection().observe(&trace);
      CHECK(endpoint.connection().send(Opcode::Text, bytes("hi"), endpoint));
      // The trace of a frame that comes in may be cut by frames that go out only between frames.
      for (const Bytes piece : pieces_of(Bytes(wire), split)) endpoint.feed(piece);
      if (trace.lines != story) {
        FAIL("a " << word(role) << ", split: " << split.name << '\n' << beside(story, trace.lines));
      }
    }
  }
}

TEST_CASE("a handler need not care for pings, pongs and closes") {
  class OnlyMessages : public Handler {
   public:
    void on_message(Opcode, Bytes) override { ++messages; }
    int messages = 0;
  };
  Endpoint output(Role::Server);
  OnlyMessages handler;
  Connection connection = Connection::server();
  const Wire wire = client().ping("p") + client().pong("q") + client().text("t") + client().close(1000);
  std::copy(wire.begin(), wire.end(), space_of(connection, wire.size()).begin());
  connection.commit(wire.size(), handler, output);
  CHECK(handler.messages == 1);
  CHECK(output.diary() == sent_pong("p") + sent_close(1000));
}

TEST_CASE("two endpoints talk: what one sends the other gets", "[rfc6455-5]") {
  Endpoint here(Role::Server);
  Endpoint there(Role::Client);
  const Wire big = noise(300'000);
  CHECK(here.connection().send(Opcode::Text, bytes("from the server"), here));
  CHECK(here.connection().send(Opcode::Binary, big, here));
  CHECK(here.connection().ping(bytes("p"), here));
  there.feed(here.wire());
  CHECK(there.connection().send(Opcode::Binary, big, there));
  CHECK(there.connection().close(CloseCode::Normal, "done", there));
  here.feed(there.wire());
  CHECK(there.diary() == got_text("from the server") + got_binary(big) + answered_ping("p") +
                             sent(kBinary, big) + sent_close(1000, "done"));
  CHECK(here.diary() == sent_text("from the server") + sent(kBinary, big) + sent_ping("p") + got_pong("p") +
                            got_binary(big) + sent_close(1000) + ended(State::ClosedByPeer, 1000, "done"));
}

}  // namespace
}  // namespace ws101::testing
