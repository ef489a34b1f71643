// What comes, without a sender: where the bytes lie, what memory they take, when events are given.
#include "frame/receiver.hpp"

#include "support/endpoint.hpp"
#include "support/splits.hpp"
#include "support/story.hpp"

namespace ws101::testing {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;
constexpr std::size_t kLargeRead = std::size_t{64} << 10;  // what a long message asks for at once, at least

MutableBytes space_of(Receiver& receiver, std::size_t least = 1) {
  const MutableBytes space = receiver.space();
  if (space.size() < least) FAIL("space() gave " << space.size() << " bytes, expected at least " << least);
  return space;
}

// Fills each space as far as it goes, and keeps the last message and where it was.
class Placing {
 public:
  explicit Placing(Role role) : receiver(role) {}
  void feed(Bytes wire) {
    while (!wire.empty()) {
      space = space_of(receiver);
      const std::size_t count = std::min(space.size(), wire.size());
      std::copy_n(wire.begin(), count, space.begin());
      wire = wire.subspan(count);
      received(count);
    }
  }
  void received(std::size_t count) {
    receiver.received(count);
    while (const auto event = receiver.next()) {
      const auto* got = std::get_if<Message>(&*event);
      if (got == nullptr) continue;
      message = Wire(got->payload.begin(), got->payload.end());
      at = got->payload.data();
      inside = at >= space.data() && at + got->payload.size() <= space.data() + space.size();
    }
  }

  Receiver receiver;
  MutableBytes space;
  Wire message;
  const std::uint8_t* at = nullptr;
  bool inside = false;
};

TEST_CASE("a whole message lies in the buffer that space() gave", "[rfc6455-5.3]") {
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
    CHECK(endpoint.receiver.memory() <= 2 * kLargeBuffer);
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
      const MutableBytes space = endpoint.receiver.space();
      REQUIRE(space.size() <= std::min(rest.size(), kLargeBuffer));
      REQUIRE(space.size() >= std::min(rest.size(), kLargeRead));
      std::copy_n(rest.begin(), space.size(), space.begin());
      endpoint.space = space;
      endpoint.received(space.size());
      rest = rest.subspan(space.size());
    }
    CHECK(endpoint.message == payload);
    REQUIRE(endpoint.at != nullptr);
    CHECK(endpoint.at + payload.size() == endpoint.space.data() + endpoint.space.size());
    CHECK(endpoint.receiver.memory() <= kMiB + kMiB / 2 + kLargeBuffer);
  }
}

TEST_CASE("a connection that says nothing holds no memory", "[rfc6455-10.4]") {
  for (const Role role : kRoles) {
    Receiver receiver(role);
    CHECK(receiver.memory() == 0);
    receiver.space();
    CHECK(receiver.memory() == kSmallBuffer);
    receiver.release_idle();
    CHECK(receiver.memory() == 0);
  }
}

TEST_CASE("release_idle() gives back what long messages took", "[rfc6455-10.4]") {
  for (const Role role : kRoles) {
    Placing endpoint(role);
    endpoint.feed(peer_of(role).binary(noise(3 * kMiB)));
    CHECK(endpoint.receiver.memory() >= 3 * kMiB);
    endpoint.receiver.release_idle();
    CHECK(endpoint.receiver.memory() == 0);
    endpoint.feed(peer_of(role).text("awake again"));
    CHECK(endpoint.message == bytes("awake again"));
    CHECK(endpoint.receiver.memory() == kSmallBuffer);
    INFO("TCP ends inside a message");
    endpoint.feed(peer_of(role).binary(noise(3 * kMiB)).first(2 * kMiB));
    endpoint.receiver.ended();
    CHECK(endpoint.receiver.next().has_value());
    CHECK(endpoint.receiver.finished());
    endpoint.receiver.release_idle();
    CHECK(endpoint.receiver.memory() == 0);
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

TEST_CASE("reads that fill the buffer make it grow, and small ones let it shrink", "[rfc6455-10.4]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    const std::size_t payload = 1001;  // no multiple of it fills the buffer to the byte
    Placing endpoint(role);
    endpoint.feed(peer.binary(noise(payload)) * 2000);
    CHECK(endpoint.space.size() > kLargeBuffer / 2);
    CHECK(endpoint.receiver.memory() <= kLargeBuffer + 2 * payload);
    for (int i = 0; i < 1000; ++i) endpoint.feed(peer.text("small"));
    CHECK(endpoint.receiver.memory() <= kSmallBuffer + 2 * payload);
  }
}

TEST_CASE("events wait until they are asked for, also behind the end of TCP", "[rfc6455-7.1.5]") {
  for (const Role role : kRoles) {
    Receiver receiver(role);
    const Wire wire = peer_of(role).text("1") + peer_of(role).ping("2");
    std::copy(wire.begin(), wire.end(), space_of(receiver, wire.size()).begin());
    receiver.received(wire.size());
    receiver.ended();
    const auto first = receiver.next();
    REQUIRE(first.has_value());
    CHECK(std::get<Message>(*first).text() == "1");
    CHECK_FALSE(receiver.finished());
    const auto second = receiver.next();
    REQUIRE(second.has_value());
    CHECK(text_of(std::get<Ping>(*second).payload) == "2");
    const auto last = receiver.next();
    REQUIRE(last.has_value());
    CHECK(std::get<CloseEvent>(*last).state == State::Lost);
    CHECK(std::get<CloseEvent>(*last).reason == kLostWords);
    CHECK(receiver.finished());
    CHECK_FALSE(receiver.next().has_value());
  }
}

}  // namespace
}  // namespace ws101::testing
