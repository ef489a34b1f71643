// One endpoint: where the bytes lie, and what memory they take.
#include <array>

#include "frame/connection.hpp"
#include "support/endpoint.hpp"
#include "support/splits.hpp"
#include "support/story.hpp"

namespace ws101::testing {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;
constexpr std::size_t kLargeRead = std::size_t{64} << 10;  // what a long message asks for at once, at least

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

}  // namespace
}  // namespace ws101::testing
