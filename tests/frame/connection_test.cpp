// One endpoint: its states and transitions, and what observers see.
#include "frame/connection.hpp"

#include "support/check.hpp"
#include "support/endpoint.hpp"
#include "support/splits.hpp"
#include "support/story.hpp"

namespace ws101::testing {
namespace {

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
    {"close()", State::CloseSent, [](Endpoint& self, const Sender&) { self.close(CloseCode::Normal, ""); }},
    {"close() without a code", State::CloseSent,
     [](Endpoint& self, const Sender&) { self.close(CloseCode::NoStatus, ""); }},
    {"close(), then the peer's Close", State::ClosedByUs,
     [](Endpoint& self, const Sender& peer) {
       self.close(CloseCode::Normal, "");
       self.feed(peer.close(1000));
     }},
    {"the peer's Close", State::ClosedByPeer,
     [](Endpoint& self, const Sender& peer) { self.feed(peer.close(1001)); }},
    {"a violation", State::Failed, [](Endpoint& self, const Sender& peer) { self.feed(peer.frame(5, {})); }},
    {"a violation after close()", State::Failed,
     [](Endpoint& self, const Sender& peer) {
       self.close(CloseCode::Normal, "");
       self.feed(peer.frame(5, {}));
     }},
    {"TCP ended", State::Lost, [](Endpoint& self, const Sender&) { self.end_of_file(); }},
    {"close(), then TCP ended", State::Lost,
     [](Endpoint& self, const Sender&) {
       self.close(CloseCode::Normal, "");
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
         CHECK(self.send(Opcode::Text, bytes("s")) == open);
       },
       State::Open,
       State::CloseSent,
       sent_text("s"),
       {}},
      {"ping()",
       [](Endpoint& self, const Sender&) {
         const bool open = self.connection().state() == State::Open;
         CHECK(self.ping(bytes("s")) == open);
       },
       State::Open,
       State::CloseSent,
       sent_ping("s"),
       {}},
      {"pong()",
       [](Endpoint& self, const Sender&) {
         const bool open = self.connection().state() == State::Open;
         CHECK(self.pong(bytes("s")) == open);
       },
       State::Open,
       State::CloseSent,
       sent_pong("s"),
       {}},
      {"close()",
       [](Endpoint& self, const Sender&) {
         const bool open = self.connection().state() == State::Open;
         CHECK(self.close(CloseCode::GoingAway, "s") == open);
       },
       State::CloseSent,
       State::CloseSent,
       sent_close(1001, "s"),
       {}},
      {"close() with a code that may not be sent",
       [](Endpoint& self, const Sender&) { CHECK_FALSE(self.close(CloseCode::Abnormal, "")); },
       State::Open,
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
      CHECK_FALSE(endpoint.send(kind, letters(5)));
    }
    CHECK(endpoint.wire().empty());
    CHECK(endpoint.connection().state() == State::Open);
  }
}

TEST_CASE("a control payload over 125 bytes is not sent", "[rfc6455-5.5]") {
  for (const Role role : kRoles) {
    Endpoint endpoint(role);
    CHECK_FALSE(endpoint.ping(letters(126)));
    CHECK_FALSE(endpoint.pong(letters(126)));
    CHECK(endpoint.wire().empty());
    CHECK(endpoint.ping(letters(125)));
    CHECK(endpoint.pong(letters(125)));
    CHECK(endpoint.diary() == sent(kPing, letters(125)) + sent(kPong, letters(125)));
  }
}

TEST_CASE("the words of every violation go out as the reason of a Close", "[rfc6455-7.4.1]") {
  for (const ViolationInfo& row : all_violations()) CHECK(row.words.size() <= 123);
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
      CHECK(endpoint.send(Opcode::Text, bytes("hi")));
      // The trace of a frame that comes in may be cut by frames that go out only between frames.
      for (const Bytes piece : pieces_of(Bytes(wire), split)) endpoint.feed(piece);
      if (trace.lines != story) {
        FAIL("a " << word(role) << ", split: " << split.name << '\n' << beside(story, trace.lines));
      }
    }
  }
}

TEST_CASE("a program may close, or stop asking, between any two events", "[rfc6455-7.1.2]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    CountedKeys keys;
    Connection connection = make_connection(role, keys);
    const Wire wire = peer.text("boom") + peer.text("dropped") + peer.ping("p") + peer.close(1011);
    std::copy(wire.begin(), wire.end(), space_of(connection, wire.size()).begin());
    connection.received(wire.size());
    auto event = connection.next();
    REQUIRE(event.has_value());
    CHECK(std::get<Message>(*event).text() == "boom");
    CHECK(connection.close(CloseCode::InternalError, "a handler failed"));
    event = connection.next();
    REQUIRE(event.has_value());
    CHECK(text_of(std::get<Ping>(*event).payload) == "p");
    event = connection.next();
    REQUIRE(event.has_value());
    CHECK(std::get<CloseEvent>(*event).state == State::ClosedByUs);
    CHECK_FALSE(connection.next().has_value());
  }
}

TEST_CASE("a good message in front of a violation can be answered before the Close", "[rfc6455-7.1.7]") {
  for (const Role role : kRoles) {
    Scene scene{.role = role, .echo = true};
    check(scene, peer_of(role).text("good") + peer_of(role).frame(3, {}),
          got_text("good") + sent_text("good") + failed(Violation::UnknownOpcode));
  }
}

TEST_CASE("two endpoints talk: what one sends the other gets", "[rfc6455-5]") {
  Endpoint here(Role::Server);
  Endpoint there(Role::Client);
  const Wire big = noise(300'000);
  CHECK(here.send(Opcode::Text, bytes("from the server")));
  CHECK(here.send(Opcode::Binary, big));
  CHECK(here.ping(bytes("p")));
  there.feed(here.wire());
  CHECK(there.send(Opcode::Binary, big));
  CHECK(there.close(CloseCode::Normal, "done"));
  here.feed(there.wire());
  CHECK(there.diary() == got_text("from the server") + got_binary(big) + answered_ping("p") +
                             sent(kBinary, big) + sent_close(1000, "done"));
  CHECK(here.diary() == sent_text("from the server") + sent(kBinary, big) + sent_ping("p") + got_pong("p") +
                            got_binary(big) + sent_close(1000) + ended(State::ClosedByPeer, 1000, "done"));
}

}  // namespace
}  // namespace ws101::testing
