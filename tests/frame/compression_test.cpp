// What receiver and sender do for an extension that compresses, whatever its algorithm (RFC 7692 6): here "3x" is xxx.
#include "frame/compression.hpp"

#include <string>

#include "frame/receiver.hpp"
#include "frame/sender.hpp"
#include "support/check.hpp"

namespace ws101::testing {
namespace {

// "3a2b" inflates to "aaabb". Anything but a digit in the place of a digit is wrong; "9" and no letter is unfinished.
class RunDecompressor : public Decompressor {
 public:
  Result decompress(Bytes input, MutableBytes output) override {
    Result result;
    for (;;) {
      if (left_ > 0 && result.produced == output.size()) {
        result.status = Status::OutputFull;
        return result;
      }
      if (left_ > 0) {
        output[result.produced++] = letter_;
        --left_;
        continue;
      }
      if (result.consumed == input.size()) return result;
      const std::uint8_t byte = input[result.consumed++];
      if (count_ < 0 && (byte < '0' || byte > '9')) {
        result.status = Status::Failed;
        return result;
      }
      if (count_ < 0) {
        count_ = byte - '0';
      } else {
        left_ = std::exchange(count_, -1);
        letter_ = byte;
      }
    }
  }
  bool end_message() override { return count_ < 0; }
  void release_idle() override { ++released; }
  std::size_t memory() const override { return 7; }

  int released = 0;

 private:
  int count_ = -1;  // the digit that came, and no letter yet
  int left_ = 0;
  std::uint8_t letter_ = 0;
};

// Compresses messages of one letter, 3 to 9 times.
class RunCompressor : public Compressor {
 public:
  Bytes compress(Bytes message) override {
    if (message.size() < 3 || message.size() > 9) return {};
    if (std::count(message.begin(), message.end(), message[0]) != std::ptrdiff_t(message.size())) return {};
    output_ = {static_cast<std::uint8_t>('0' + message.size()), message[0]};
    return output_;
  }
  void release_idle() override {}
  std::size_t memory() const override { return 5; }

 private:
  Wire output_;
};

Scene inflating(Role role, const MessageLimits& limits = {}) {
  Scene scene;
  scene.role = role;
  scene.limits = limits;
  scene.before = [](Endpoint& endpoint) {
    endpoint.connection().compress_with(nullptr, std::make_unique<RunDecompressor>());
  };
  return scene;
}

Wire frame(Role role, int opcode, int rsv, std::string_view payload, bool fin = true) {
  return peer_of(role).frame(FrameSpec{.opcode = opcode, .fin = fin, .rsv = rsv}, bytes(payload));
}

TEST_CASE("D4 a compressed message comes inflated, also in fragments with a ping between", "[rfc7692-6.2]") {
  for (const Role role : kRoles) {
    const Wire first = frame(role, kText, 4, "3a2", false);
    const Wire rest = peer_of(role).more("b") + peer_of(role).end("1c");
    check(inflating(role),
          frame(role, kText, 4, "5h") + first + peer_of(role).ping("now") + rest +
              frame(role, kBinary, 4, "2\xff"),
          got_text("hhhhh") + answered_ping("now") + got_text("aaabbc") + got_binary(raw({255, 255})));
  }
}

TEST_CASE("messages with and without RSV1 may alternate", "[rfc7692-6]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    check(inflating(role),
          peer.text("3a") + frame(role, kText, 4, "3a") + peer.begin_text("3") + peer.end("a") +
              frame(role, kText, 4, "3a"),
          got_text("3a") + got_text("aaa") + got_text("3a") + got_text("aaa"));
  }
}

TEST_CASE("D6 empty messages and empty fragments of a compressed message", "[rfc7692-6.2]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    check(inflating(role),
          frame(role, kText, 4, "") + frame(role, kText, 4, "", false) + peer.more("") + peer.more("2b") +
              peer.end("") + frame(role, kBinary, 4, "0x"),
          got_text("") + got_text("bb") + got_binary({}));
  }
}

TEST_CASE("D3 RSV1 on a control frame or a continuation fails the connection at the second byte",
          "[rfc7692-6][rsv1-on-control][rsv1-on-continuation]") {
  for (const Role role : kRoles) {
    const Wire good = frame(role, kText, 4, "3a");
    for (const int opcode : {kClose, kPing, kPong}) {
      check_fails(inflating(role), good + frame(role, opcode, 4, "2b"), got_text("aaa"),
                  Violation::CompressedControl, good.size() + 2);
    }
    for (const int rsv : {0, 4}) {
      const Wire begun = frame(role, kText, rsv, "2a", false);
      check_fails(inflating(role), begun + frame(role, kContinuation, 4, "2b"), {},
                  Violation::CompressedContinuation, begun.size() + 2);
    }
  }
}

TEST_CASE("F3 RSV2 and RSV3 keep their meaning, and RSV1 has none without an extension",
          "[rfc6455-5.2][rsv]") {
  for (const Role role : kRoles) {
    for (const int rsv : {1, 2, 3, 5, 6, 7}) {
      for (const int opcode : {kText, kPing})
        check_fails(inflating(role), frame(role, opcode, rsv, "3a"), {}, Violation::ReservedBitSet, 2);
    }
    Scene plain;
    plain.role = role;
    for (const int opcode : {kText, kPing, kContinuation})
      check_fails(plain, frame(role, opcode, 4, "3a"), {}, Violation::ReservedBitSet, 2);
  }
}

TEST_CASE("D3 data that does not inflate fails the connection at the byte that decides it",
          "[rfc7692-7.2.2][inflate-failed]") {
  for (const Role role : kRoles) {
    const Wire good = frame(role, kText, 4, "3a");
    const std::size_t header = peer_of(role).header_size(6);
    check_fails(inflating(role), good + frame(role, kText, 4, "2bx123"), got_text("aaa"),
                Violation::InflateFailed, good.size() + header + 3);
    // The message ends where it may not: known with its last byte, or with the header of an empty last frame.
    check_fails(inflating(role), frame(role, kText, 4, "2b3"), {}, Violation::InflateFailed,
                peer_of(role).header_size(3) + 3);
    const Wire begun = frame(role, kBinary, 4, "3", false);
    check_fails(inflating(role), begun + peer_of(role).end(""), {}, Violation::InflateFailed,
                begun.size() + peer_of(role).header_size(0));
  }
}

TEST_CASE("D5 the limit is that of the inflated message, judged while it inflates",
          "[rfc6455-10.4][message-too-big]") {
  for (const Role role : kRoles) {
    const Scene scene = inflating(role, {.max_message = 10});
    const std::size_t header = peer_of(role).header_size(6);
    check(scene, frame(role, kText, 4, "9a1b"), got_text("aaaaaaaaab"));
    check_fails(scene, frame(role, kText, 4, "9a2b1c"), {}, Violation::MessageTooBig, header + 4);
    // A long payload may stand for a short message.
    check(scene, frame(role, kText, 4, "0a0b0c0d0e0f0g2h"), got_text("hh"));
    const Wire begun = frame(role, kText, 4, "9a", false);
    check_fails(scene, begun + peer_of(role).end("1b1c"), {}, Violation::MessageTooBig,
                begun.size() + peer_of(role).header_size(4) + 4);
    check_fails(scene, frame(role, kText, 0, "12345678901"), {}, Violation::MessageTooBig, 2);
  }
}

TEST_CASE("a receiver that is told to pauses while it inflates", "[rfc6455-10.4][rfc7692-8]") {
  const std::string bomb = [] {
    std::string runs;
    for (int i = 0; i < 2000; ++i) runs += "9a";
    return runs;
  }();
  Receiver receiver(Role::Server);
  receiver.decompress_with(std::make_unique<RunDecompressor>());
  receiver.pause_after(9 * 100);
  const Wire wire = frame(Role::Server, kText, 4, bomb);
  std::size_t fed = 0;
  std::size_t pauses = 0;
  std::optional<Event> event;
  for (; !event && fed <= wire.size(); event = receiver.next()) {
    if (receiver.paused()) {
      ++pauses;
      continue;
    }
    const MutableBytes room = receiver.space();
    const std::size_t count = std::min(room.size(), wire.size() - fed);
    std::copy_n(wire.begin() + static_cast<std::ptrdiff_t>(fed), count, room.begin());
    receiver.received(count);
    fed += count;
  }
  REQUIRE(event);
  CHECK(std::get<Message>(*event).length == 18'000);
  CHECK(pauses >= 18'000 / (9 * 100 + kCompressedPiece * 9) - 1);
}

TEST_CASE("the number of fragments and their order are judged as ever",
          "[rfc6455-5.4][too-many-fragments][data-inside-message][cont-without-start]") {
  for (const Role role : kRoles) {
    const Wire begun = frame(role, kText, 4, "2a", false);
    check_fails(inflating(role, {.max_fragments = 1}), begun + peer_of(role).end("2b"), {},
                Violation::TooManyFragments, begun.size() + 2);
    for (const int rsv : {0, 4})
      check_fails(inflating(role), begun + frame(role, kText, rsv, "2a"), {}, Violation::DataInsideMessage,
                  begun.size() + 2);
    check_fails(inflating(role), peer_of(role).end("2b"), {}, Violation::ContinuationWithoutStart, 2);
  }
}

TEST_CASE("text is judged as it inflates", "[rfc6455-8.1][text-not-utf8]") {
  for (const Role role : kRoles) {
    const std::size_t header = peer_of(role).header_size(8);
    check_fails(inflating(role),
                frame(role, kText, 4,
                      "1a1\xc3"
                      "1b1c"),
                {}, Violation::TextNotUtf8, header + 6);
    // What inflated before the data broke is judged first.
    check_fails(inflating(role),
                frame(role, kText, 4,
                      "1\xff"
                      "xxxxxx"),
                {}, Violation::TextNotUtf8, header + 2);
    // A character may be cut anywhere, but not by the end.
    check(inflating(role),
          frame(role, kText, 4,
                "1\xc3"
                "1\xa4"),
          got_text("\xc3\xa4"));
    check_fails(inflating(role), frame(role, kText, 4, "1\xc3"), {}, Violation::TextNotUtf8,
                peer_of(role).header_size(2) + 2);
  }
}

TEST_CASE("a long compressed payload is not received into the message", "[rfc7692-6.2]") {
  std::string payload;
  for (int i = 0; i < 100'000; ++i) payload += i % 10 == 0 ? "9a" : "0a";
  Scene scene = inflating(Role::Server);
  scene.splits = SplitSet::Sweep;
  check(scene, frame(Role::Server, kBinary, 4, payload), got_binary(bytes(std::string(90'000, 'a'))));
}

class Hearing : public FrameObserver {
 public:
  void on_frame(Flow flow, const FrameHeader& header, Bytes payload, std::uint64_t, bool) override {
    note(flow, header.rsv == kCompressedBit ? "compressed " : "", payload);
  }
  void on_inflated(Flow flow, Bytes message) override { note(flow, "inflated ", message); }
  void note(Flow flow, std::string_view what, Bytes payload) {
    heard += (flow == Flow::In ? "<" : ">") + std::string(what) + std::string(text_of(payload)) + '\n';
  }
  std::string heard;
};

Wire taken(Connection& connection) {
  const Bytes pending = connection.pending();
  Wire wire(pending.begin(), pending.end());
  connection.sent(wire.size());
  return wire;
}

void feed(Connection& connection, const Wire& wire) {
  std::copy(wire.begin(), wire.end(), space_of(connection, wire.size()).begin());
  connection.received(wire.size());
}

TEST_CASE("a sender sets RSV1 on what the compressor has compressed, and on nothing else", "[rfc7692-6.1]") {
  CountedKeys keys;
  for (const Role role : kRoles) {
    Connection connection = make_connection(role, keys);
    Connection peer = make_connection(role == Role::Server ? Role::Client : Role::Server, keys);
    connection.compress_with(std::make_unique<RunCompressor>(), std::make_unique<RunDecompressor>());
    peer.compress_with(nullptr, std::make_unique<RunDecompressor>());
    Hearing watcher;
    connection.observe(&watcher);
    CHECK(connection.send(Opcode::Text, bytes_of("aaaa")));
    const Wire compressed = taken(connection);
    CHECK(compressed.size() == (role == Role::Server ? 4u : 8u));
    CHECK(compressed[0] == 0xC1);
    feed(peer, compressed);
    CHECK(std::get<Message>(*peer.next()).text() == "aaaa");
    CHECK_FALSE(peer.next());

    CHECK(connection.send(Opcode::Binary, bytes_of("ab")));
    CHECK(connection.ping(bytes_of("aaaa")));
    const Wire plain = taken(connection);
    CHECK(plain[0] == 0x82);
    feed(peer, plain);
    CHECK(std::get<Message>(*peer.next()).text() == "ab");
    CHECK(text_of(std::get<Ping>(*peer.next()).payload) == "aaaa");

    feed(connection, peer_of(role).frame(FrameSpec{.opcode = kText, .rsv = 4}, bytes("3z")));
    CHECK(std::get<Message>(*connection.next()).text() == "zzz");
    CHECK(watcher.heard == ">compressed 4a\n>inflated aaaa\n>ab\n>aaaa\n<compressed 3z\n<inflated zzz\n");
  }
}

TEST_CASE("memory counts both halves, and is given back when nothing happens") {
  auto decompressor = std::make_unique<RunDecompressor>();
  RunDecompressor& kept = *decompressor;
  Connection connection = Connection::server();
  CHECK(connection.memory() == 0);
  connection.compress_with(std::make_unique<RunCompressor>(), std::move(decompressor));
  CHECK(connection.memory() == 12);
  connection.release_idle();
  CHECK(kept.released == 1);
}

}  // namespace
}  // namespace ws101::testing
