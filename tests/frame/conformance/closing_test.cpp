// Closing, case by case (RFC 6455 sections 5.5.1 and 7).
#include "support/check.hpp"

namespace ws101::testing {
namespace {

// The ranges of RFC 6455 7.4.2 with the registered additions, written out for this test.
bool acceptable(int code) {
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

Scene closing(Role role, int code = 1000, std::string_view reason = {}) {
  Scene scene;
  scene.role = role;
  scene.before = [=](Endpoint& self) { CHECK(self.close(static_cast<CloseCode>(code), reason)); };
  return scene;
}

TEST_CASE("C1 a Close is answered with the same code, and with nothing for nothing", "[rfc6455-5.5.1]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    Findings findings = check({.role = role}, peer.close(), sent_close() + ended(State::ClosedByPeer, 1005));
    CHECK(findings.state == State::ClosedByPeer);
    CHECK(findings.sent.size() == (role == Role::Server ? 2u : 6u));
    check({.role = role}, peer.close(1000), sent_close(1000) + ended(State::ClosedByPeer, 1000));
    const std::string longest(123, 'r');
    check({.role = role}, peer.close(1001, longest),
          sent_close(1001) + ended(State::ClosedByPeer, 1001, longest));
    check({.role = role}, peer.close(4000, "gr\xC3\xBC\xC3\x9F"),
          sent_close(4000) + ended(State::ClosedByPeer, 4000, "gr\xC3\xBC\xC3\x9F"));
  }
}

TEST_CASE("C2 C3 each of the 65,536 close codes is accepted or refused",
          "[rfc6455-7.4.1][rfc6455-7.4.2][close-code-forbidden][close-code-range]") {
  const Story forbidden = failed(Violation::CloseCodeForbidden);
  const Story out_of_range = failed(Violation::CloseCodeOutOfRange);
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    for (int code = 0; code <= 0xFFFF; ++code) {
      // All codes in both roles would take the ring's whole second: the odd middle ground is the server's.
      if (role == Role::Client && code > 5100 && code % 16 != 0) continue;
      const Scene scene{.role = role, .splits = SplitSet::Sweep};
      if (acceptable(code)) {
        check(scene, peer.close(code), sent_close(code) + ended(State::ClosedByPeer, code));
      } else {
        const bool is_forbidden = code == 1004 || code == 1005 || code == 1006 || code == 1015;
        check(scene, peer.close(code), is_forbidden ? forbidden : out_of_range);
      }
    }
  }
}

TEST_CASE("C2 C3 we send the codes that we accept, and no other",
          "[rfc6455-7.4.1][rfc6455-7.4.2][close-code-forbidden][close-code-range]") {
  for (int code = 0; code <= 0xFFFF; ++code) {
    Endpoint endpoint(Role::Server);
    const bool sent_it = endpoint.close(static_cast<CloseCode>(code), "");
    // 1005 is the program's word for no code: the frame goes out without one.
    const bool expected = acceptable(code) || code == 1005;
    if (sent_it != expected) FAIL("close(" << code << ") gave " << sent_it);
    if (endpoint.wire().size() != (code == 1005 ? 2u : expected ? 4u : 0u))
      FAIL("close(" << code << ") sent wrong");
    if ((endpoint.connection().state() == State::CloseSent) != expected)
      FAIL("close(" << code << "): wrong state");
  }
}

TEST_CASE("C3 a refused close code fails the connection when the Close is whole",
          "[rfc6455-7.4][close-code-forbidden][close-code-range]") {
  for (const Role role : kRoles) {
    for (const int code : {0, 999, 1016, 2999, 5000, 65535}) {
      const Wire close = peer_of(role).close(code, "why");
      check_fails({.role = role}, close, {}, Violation::CloseCodeOutOfRange, close.size());
    }
    for (const int code : {1004, 1005, 1006, 1015}) {
      const Wire close = peer_of(role).close(code);
      check_fails({.role = role}, close, {}, Violation::CloseCodeForbidden, close.size());
    }
  }
}

TEST_CASE("C4 a Close with one byte fails with 1002, a reason that is not UTF-8 with 1007",
          "[rfc6455-5.5.1][close-length-1][close-reason-not-utf8]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    for (const int byte : {0, 3, 0xFF}) {
      const Wire close = peer.frame(kClose, raw({byte}));
      check_fails({.role = role}, close, {}, Violation::CloseLengthOne, 2);  // two bytes tell
    }
    for (const std::string_view reason : {"\xFF", "ok \xC0\xAF", "cut \xE2\x82", "\xED\xA0\x80"}) {
      const Wire close = peer.close(1000, reason);
      check_fails({.role = role}, close, {}, Violation::CloseReasonNotUtf8, close.size());
    }
    // The code is judged first.
    const Wire both = peer.close(999, "\xFF");
    check_fails({.role = role}, both, {}, Violation::CloseCodeOutOfRange, both.size());
  }
}

TEST_CASE("C5 whatever follows a Close is ignored", "[rfc6455-5.5.1][data-after-close]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    const Story story = sent_close(1000) + ended(State::ClosedByPeer, 1000);
    for (const Wire& after : {peer.text("late"), peer.ping("late"), peer.close(1001),
                              hex("ff ff ff ff ff ff"), peer.begin_text("unfinished"), noise(3000)}) {
      check({.role = role}, peer.close(1000) + after, story);
      check({.role = role, .end_of_file = true}, peer.close(1000) + after, story);
    }
  }
}

TEST_CASE("C5 whatever follows a violation is ignored", "[rfc6455-7.1.7]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    const Wire bad = peer.frame(3, {});
    for (const Wire& after : {peer.text("late"), peer.ping("late"), peer.close(1000), noise(3000)}) {
      check({.role = role, .end_of_file = true}, bad + after, failed(Violation::UnknownOpcode));
    }
  }
}

TEST_CASE("C6 pings and data just before a Close are answered first", "[rfc6455-5.5.1]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    check({.role = role, .echo = true},
          peer.ping("p") + peer.text("t") + peer.begin_text("un") + peer.ping("q") + peer.end("it") +
              peer.close(1000),
          answered_ping("p") + got_text("t") + sent_text("t") + answered_ping("q") + got_text("unit") +
              sent_text("unit") + sent_close(1000) + ended(State::ClosedByPeer, 1000));
    // A message left unfinished is not delivered.
    check({.role = role}, peer.begin_text("half") + peer.close(1000),
          sent_close(1000) + ended(State::ClosedByPeer, 1000));
  }
}

TEST_CASE("C7 we begin the closing: messages are dropped, pings answered, the peer's Close ends it",
          "[rfc6455-5.5.1][rfc6455-7.1.2]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    const Findings findings =
        check(closing(role, 1001, "bye"),
              peer.text("dropped") + peer.ping("p") + peer.begin_text("also ") + peer.pong("q") +
                  peer.end("dropped") + peer.close(1001, "bye yourself") + peer.ping("late"),
              sent_close(1001, "bye") + answered_ping("p") + got_pong("q") +
                  ended(State::ClosedByUs, 1001, "bye yourself"));
    CHECK(findings.state == State::ClosedByUs);
    check(closing(role), peer.close(), sent_close(1000) + ended(State::ClosedByUs, 1005));
    check(closing(role, 1005), peer.close(), sent_close() + ended(State::ClosedByUs, 1005));
    // The peer need not repeat our code.
    check(closing(role), peer.close(4321), sent_close(1000) + ended(State::ClosedByUs, 4321));
  }
}

TEST_CASE("C7 the peer never answers: a close is expected until TCP ends", "[rfc6455-7.1.4]") {
  for (const Role role : kRoles) {
    Endpoint endpoint(role);
    CHECK_FALSE((endpoint.connection().state() == State::CloseSent));
    CHECK(endpoint.close(CloseCode::GoingAway, ""));
    CHECK(endpoint.connection().state() == State::CloseSent);
    CHECK_FALSE(endpoint.connection().closed());
    endpoint.feed(peer_of(role).text("still talking"));
    CHECK(endpoint.connection().state() == State::CloseSent);
    endpoint.end_of_file();
    CHECK_FALSE((endpoint.connection().state() == State::CloseSent));
    CHECK(endpoint.connection().closed());
    CHECK(endpoint.diary() == sent_close(1001) + lost());
  }
}

TEST_CASE("C7 a violation while our Close is out ends it without a second Close",
          "[rfc6455-5.5.1][opcode-reserved][close-code-forbidden][text-not-utf8][message-too-big]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    check(closing(role), peer.frame(3, {}), sent_close(1000) + ended(Violation::UnknownOpcode));
    check(closing(role), peer.close(1005), sent_close(1000) + ended(Violation::CloseCodeForbidden));
    check(closing(role), peer.text("\xFF"), sent_close(1000) + ended(Violation::TextNotUtf8));
    Scene scene = closing(role);
    scene.limits.max_message = 10;
    check(scene, peer.binary(noise(11)), sent_close(1000) + ended(Violation::MessageTooBig));
  }
}

TEST_CASE("C7 a program that closes from within a message gets no more messages", "[rfc6455-5.5.1]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    Scene scene{.role = role};
    scene.on_message = [](Endpoint& self, Opcode, Bytes) {
      CHECK(self.close(CloseCode::Normal, "enough"));
      CHECK_FALSE(self.send(Opcode::Text, bytes("too late")));
    };
    check(scene, peer.text("1") + peer.text("2") + peer.ping("3") + peer.close(1000),
          got_text("1") + sent_close(1000, "enough") + answered_ping("3") + ended(State::ClosedByUs, 1000));
  }
}

TEST_CASE("C8 TCP ends at every byte of the stream: 1006, nothing from an unfinished message",
          "[rfc6455-7.1.5][rfc6455-7.2.1]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    const Wire first = peer.begin_text("Hel");
    const Wire second = first + peer.ping("p");
    const Wire third = second + peer.end("lo");
    const Wire fourth = third + peer.frame(kBinary, noise(300));
    const Wire all = fourth + peer.close(1000);
    for (std::size_t size = 0; size <= all.size(); ++size) {
      Story story;
      if (size >= second.size()) story = story + answered_ping("p");
      if (size >= third.size()) story = story + got_text("Hello");
      if (size >= fourth.size()) story = story + got_binary(noise(300));
      story = story + (size < all.size() ? lost() : sent_close(1000) + ended(State::ClosedByPeer, 1000));
      const Findings findings =
          check({.role = role, .end_of_file = true, .splits = SplitSet::Sweep}, all.first(size), story);
      CHECK(findings.state == (size < all.size() ? State::Lost : State::ClosedByPeer));
    }
  }
}

TEST_CASE("C10 both sides send Close at the same moment", "[rfc6455-5.5.1]") {
  Endpoint here(Role::Server);
  Endpoint there(Role::Client);
  CHECK(here.close(CloseCode::GoingAway, "stop"));
  CHECK(there.close(CloseCode::Normal, "done"));
  const Wire from_here = here.wire();
  const Wire from_there = there.wire();
  here.feed(from_there);
  there.feed(from_here);
  CHECK(here.diary() == sent_close(1001, "stop") + ended(State::ClosedByUs, 1000, "done"));
  CHECK(there.diary() == sent_close(1000, "done") + ended(State::ClosedByUs, 1001, "stop"));
  for (const Role role : kRoles) {
    check(closing(role), peer_of(role).close(1001, "me too"),
          sent_close(1000) + ended(State::ClosedByUs, 1001, "me too"));
  }
}

}  // namespace
}  // namespace ws101::testing
