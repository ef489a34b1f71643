// What goes, without a receiver: the queue, what is borrowed, frames that were encoded before.
#include "frame/sender.hpp"

#include "frame/encode.hpp"
#include "support/endpoint.hpp"
#include "support/splits.hpp"
#include "support/story.hpp"

namespace ws101::testing {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;

Wire all_pending(const ws101::Sender& sender) {
  Wire wire;
  for (const Bytes part : sender.pending()) wire.insert(wire.end(), part.begin(), part.end());
  CHECK(wire.size() == sender.pending_size());
  return wire;
}

TEST_CASE("a server's long payload is sent where it lies, behind its header", "[rfc6455-5.2]") {
  ws101::Sender sender = ws101::Sender::server();
  const Wire payload = noise(100'000);
  CHECK(sender.send(Opcode::Binary, payload));
  CHECK(text_of(sender.pending()[0]) == text_of(hex("82 7f 00 00 00 00 00 01 86 a0")));
  CHECK(sender.pending()[1].data() == payload.data());
  CHECK(sender.memory() < 1000);
}

TEST_CASE("keep() copies what is not yet sent of a borrowed payload", "[rfc6455-5.2]") {
  ws101::Sender sender = ws101::Sender::server();
  Wire payload = noise(100'000);
  CHECK(sender.send(Opcode::Binary, payload));
  sender.sent(10 + 60'000);
  sender.keep();
  const Wire rest(payload.begin() + 60'000, payload.end());
  payload.assign(payload.size(), 0);
  CHECK(all_pending(sender) == rest);
  CHECK(sender.memory() < 60'000);
}

TEST_CASE("a second frame keeps the payload that the first one borrowed", "[rfc6455-5.4]") {
  ws101::Sender sender = ws101::Sender::server();
  const Wire payload = noise(20'000);
  CHECK(sender.send(Opcode::Binary, payload));
  CHECK(sender.ping(bytes("p")));
  CHECK(all_pending(sender) == hex("82 7e 4e 20") + payload + hex("89 01 70"));
}

TEST_CASE("a client's payload stays as it was, and is masked with one key", "[rfc6455-5.3]") {
  CountedKeys keys;
  ws101::Sender sender = ws101::Sender::client(keys);
  const Wire payload = noise(kMiB);
  CHECK(sender.send(Opcode::Binary, payload));
  CHECK(payload == noise(kMiB));
  CHECK(keys.given() == 1);
  CHECK(sender.pending()[1].empty());
}

TEST_CASE("the queue takes any sequence of frames and partial sends", "[rfc6455-5.4]") {
  ws101::Sender sender = ws101::Sender::server();
  Wire expected;
  Wire taken;
  std::size_t seed = 1;
  const auto random = [&](std::size_t below) { return (seed = seed * 1103515245 + 12345) / 65536 % below; };
  for (int i = 0; i < 2000; ++i) {
    const Wire payload = noise(random(i % 100 == 0 ? 40'000 : 300));
    CHECK(sender.send(Opcode::Binary, payload));
    expected += Wire(server().binary(payload));
    for (std::size_t count = random(sender.pending_size() + 1); count > 0;) {
      const auto parts = sender.pending();
      const Bytes part = parts[0].empty() ? parts[1] : parts[0];
      const std::size_t now = std::min(count, part.size());
      taken.insert(taken.end(), part.begin(), part.begin() + static_cast<std::ptrdiff_t>(now));
      sender.sent(now);
      count -= now;
    }
    sender.keep();
  }
  taken += all_pending(sender);
  CHECK(taken == expected);
  sender.sent(sender.pending_size());
  CHECK(sender.pending_size() == 0);
}

TEST_CASE("memory of a long queue is given back when it is empty", "[rfc6455-10.4]") {
  ws101::Sender sender = ws101::Sender::server();
  const Wire payload = noise(3 * kMiB);
  CHECK(sender.send(Opcode::Binary, payload));
  sender.keep();
  CHECK(sender.memory() >= 3 * kMiB);
  sender.sent(sender.pending_size());
  CHECK(sender.memory() == 0);
  CHECK(sender.ping({}));
  CHECK(sender.memory() > 0);
  sender.release_idle();
  CHECK(sender.memory() > 0);
  sender.drop();
  sender.release_idle();
  CHECK(sender.memory() == 0);
}

TEST_CASE("encoded frames go out as they are, and a whole Close among them begins the closing",
          "[rfc6455-5.5.1][rfc6455-7.1.3]") {
  struct Row {
    const char* words;
    Wire frames;
    State after;
  };
  const Row rows[] = {
      {"a text", server().text("Hello"), State::Open},
      {"nonsense", hex("ff ff 00"), State::Open},
      {"half a Close", hex("88 02 03"), State::Open},
      {"a Close", server().close(1000, "bye"), State::CloseSent},
      {"a masked Close, which a server must not send", client().close(1000), State::CloseSent},
      {"a ping and a Close", server().ping("p") + server().close(), State::CloseSent},
      {"a Close of one byte", hex("88 01 03"), State::CloseSent},
  };
  for (const Row& row : rows) {
    INFO(row.words);
    ws101::Sender sender = ws101::Sender::server();
    CHECK(sender.send_encoded(row.frames));
    CHECK(all_pending(sender) == row.frames);
    CHECK(word(sender.state()) == word(row.after));
    CHECK(sender.send(Opcode::Text, bytes("more")).has_value() == (row.after == State::Open));
    CHECK(sender.send_encoded(row.frames) == (row.after == State::Open));
  }
}

TEST_CASE("frames of another sender are appended in order, and dropped once our Close is queued",
          "[rfc6455-5.5.1]") {
  ws101::Sender sender = ws101::Sender::server();
  CHECK(sender.send(Opcode::Text, bytes("first")));
  Wire frames = server().text("second") + server().text("third");
  const Wire expected = server().text("first") + frames;
  sender.append(frames);
  frames.assign(frames.size(), 0);  // the other sender uses its memory again
  CHECK(all_pending(sender) == expected);
  CHECK(sender.close(CloseCode::Normal, {}));
  sender.append(server().text("too late"));
  CHECK(all_pending(sender) == expected + server().close(1000));
}

}  // namespace
}  // namespace ws101::testing
