// permessage-deflate between two connections of the core (RFC 7692 7): no socket.
#include "net/permessage_deflate.hpp"

#include <random>
#include <string>

#include "deflate/deflate.hpp"
#include "support/check.hpp"

namespace ws101::testing {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;
constexpr DeflateLimits kAll{.least = 0, .most = 64 * kMiB};

Role other(Role role) {
  return role == Role::Server ? Role::Client : Role::Server;
}

Scene with_deflate(Role role, const DeflateParams& params = {}, const MessageLimits& limits = {}) {
  Scene scene;
  scene.role = role;
  scene.limits = limits;
  scene.before = [role, params](Endpoint& endpoint) {
    endpoint.connection().compress_with(nullptr, make_decompressor(role, params));
  };
  return scene;
}

Wire frame(Role role, int opcode, int rsv, const Wire& payload, bool fin = true) {
  return peer_of(role).frame(FrameSpec{.opcode = opcode, .fin = fin, .rsv = rsv}, payload);
}

// A compressed text message in one frame.
Wire text(Role role, std::string_view payload) {
  return frame(role, kText, 4, hex(payload));
}

constexpr std::string_view kHello = "f2 48 cd c9 c9 07 00";
constexpr std::string_view kHelloStored = "00 05 00 fa ff 48 65 6c 6c 6f 00";
constexpr std::string_view kHelloFinal = "f3 48 cd c9 c9 07 00 00";
constexpr std::string_view kHelloTwoBlocks = "f2 48 05 00 00 00 ff ff ca c9 c9 07 00";

TEST_CASE("D6 the examples of RFC 7692 inflate, in one frame and in fragments", "[rfc7692-7.2.3]") {
  for (const Role role : kRoles) {
    for (const std::string_view form : {kHello, kHelloStored, kHelloFinal, kHelloTwoBlocks}) {
      const Wire payload = hex(form);
      check(with_deflate(role), text(role, form) + text(role, form), got_text("Hello") + got_text("Hello"));
      for (std::size_t cut = 0; cut <= payload.size(); ++cut) {
        Scene scene = with_deflate(role);
        scene.splits = SplitSet::Sweep;
        const Wire rest(payload.begin() + static_cast<std::ptrdiff_t>(cut), payload.end());
        check(scene,
              frame(role, kText, 4, payload.first(cut), false) + peer_of(role).ping("p") +
                  frame(role, kContinuation, 0, rest) + text(role, form),
              answered_ping("p") + got_text("Hello") + got_text("Hello"));
      }
    }
  }
}

TEST_CASE("D2 the window is kept, or not, as was agreed for each direction", "[rfc7692-7.1.1]") {
  constexpr std::string_view kAgain = "f2 00 11 00 00";  // "Hello", 5 bytes back
  for (const Role role : kRoles) {
    check(with_deflate(role), text(role, kHello) + text(role, kAgain), got_text("Hello") + got_text("Hello"));
    // The other direction's parameter changes nothing.
    const DeflateParams ours{role == Role::Server, role == Role::Client};
    check(with_deflate(role, ours), text(role, kHello) + text(role, kAgain),
          got_text("Hello") + got_text("Hello"));
    const DeflateParams peers{role == Role::Client, role == Role::Server};
    const Wire good = text(role, kHello);
    check(with_deflate(role, peers), good + text(role, kAgain),
          got_text("Hello") + failed(Violation::InflateFailed));
    check(with_deflate(role, peers), good + good + good,
          got_text("Hello") + got_text("Hello") + got_text("Hello"));
  }
}

TEST_CASE("D6 empty messages, and empty blocks in plenty", "[rfc7692-7.2.3.6]") {
  for (const Role role : kRoles) {
    Wire blocks;
    for (int i = 0; i < 50; ++i) blocks += hex("00 00 00 ff ff");
    check(
        with_deflate(role),
        text(role, "00") + text(role, "") + text(role, "02 00") + frame(role, kBinary, 4, blocks + hex("00")),
        got_text("") + got_text("") + got_text("") + got_binary({}));
  }
}

TEST_CASE("D3 what is not DEFLATE fails with 1007", "[rfc7692-7.2.2][inflate-failed]") {
  for (const Role role : kRoles) {
    const std::size_t header = peer_of(role).header_size(4);
    check_fails(with_deflate(role), text(role, "06 01 02 03"), {}, Violation::InflateFailed, header + 1);
    // "Hello" as it is; with a zlib header; with a copy from before the first message; cut short.
    for (const std::string_view wrong :
         {"48 65 6c 6c 6f", "78 9c f2 48 cd c9 c9 07 00", "f2 00 11 00 00", "f2 48 cd c9 c9"}) {
      check(with_deflate(role), text(role, wrong), failed(Violation::InflateFailed));
    }
  }
}

Wire chat(std::size_t size, unsigned seed) {
  static constexpr std::string_view kWords[] = {
      "{\"user\":\"", "anna", "ben",  "\",\"text\":\"", "hello ",
      "world ",       "\"}",  "1234", "\xc3\xa4",       " again and again "};
  std::mt19937 random(seed);
  Wire wire;
  while (wire.size() < size) wire += bytes(kWords[random() % std::size(kWords)]);
  return wire;
}

// Two connections of the core that agreed on the same parameters.
struct Pair {
  Pair(Role sends, const DeflateParams& params, const DeflateLimits& limits = kAll,
       const MessageLimits& most = {})
      : sender(make_connection(sends, keys)), receiver(make_connection(other(sends), keys, most)) {
    sender.compress_with(make_compressor(sends, params, limits), make_decompressor(sends, params));
    receiver.compress_with(make_compressor(other(sends), params, limits),
                           make_decompressor(other(sends), params));
  }
  // What is on the wire, and what the other end gets of it in pieces.
  Wire send(Opcode kind, const Wire& payload) {
    REQUIRE(sender.send(kind, payload));
    const Bytes pending = sender.pending();
    Wire wire(pending.begin(), pending.end());
    sender.sent(wire.size());
    return wire;
  }
  std::optional<Event> deliver(Bytes wire, std::size_t step) {
    std::optional<Event> event;
    while (!wire.empty() && !event) {
      const MutableBytes space = space_of(receiver);
      const std::size_t count = std::min({space.size(), wire.size(), step});
      std::copy_n(wire.begin(), count, space.begin());
      wire = wire.subspan(count);
      receiver.received(count);
      event = receiver.next();
      most_memory = std::max(most_memory, receiver.memory());
    }
    return event;
  }
  void passes(Opcode kind, const Wire& payload, std::size_t step) {
    const Wire wire = send(kind, payload);
    const auto event = deliver(wire, step);
    REQUIRE(event.has_value());
    const auto* message = std::get_if<Message>(&*event);
    REQUIRE(message != nullptr);
    CHECK(message->kind == kind);
    CHECK(message->length == payload.size());
    CHECK(Wire(message->payload.begin(), message->payload.end()) == payload);
  }

  CountedKeys keys;
  Connection sender;
  Connection receiver;
  std::size_t most_memory = 0;
};

TEST_CASE("D2 messages of every kind come through with every combination of parameters", "[rfc7692-7.1]") {
  for (const Role role : kRoles) {
    for (const bool forgets : {false, true}) {
      for (const unsigned bits : {8u, 9u, 10u, 12u, 15u}) {
        CAPTURE(word(role), forgets, bits);
        DeflateParams params;
        (role == Role::Server ? params.server_no_context_takeover : params.client_no_context_takeover) =
            forgets;
        (role == Role::Server ? params.server_max_window_bits : params.client_max_window_bits) = bits;
        Pair pair(role, params);
        std::mt19937 random(bits);
        for (unsigned i = 0; i < 60; ++i) {
          const std::size_t size = random() % (i % 10 == 0 ? 100'000 : 2'000);
          const std::size_t step = i % 3 == 0 ? 1 + random() % 50 : 100'000;
          if (i % 4 == 0) {
            pair.passes(Opcode::Binary, noise(size), step);
          } else {
            pair.passes(Opcode::Text, chat(size, i), step);
          }
        }
      }
    }
  }
}

TEST_CASE("short messages, long ones and those that do not shrink are sent as they are", "[rfc7692-6.1]") {
  for (const Role role : kRoles) {
    Pair pair(role, {}, {.least = 100, .most = 5000});
    const auto first_byte = [&](const Wire& payload) { return pair.send(Opcode::Binary, payload)[0]; };
    CHECK(first_byte(chat(80, 1).first(99)) == 0x82);
    CHECK(first_byte(letters(100)) == 0xC2);
    CHECK(first_byte(letters(5000)) == 0xC2);
    CHECK(first_byte(letters(5001)) == 0x82);
    CHECK(first_byte(noise(4000)) == 0x82);
  }
  CHECK(DeflateLimits{}.least == 256);
}

TEST_CASE("a message that is sent as it is leaves the window alone", "[rfc7692-7.2.1]") {
  for (const Role role : kRoles) {
    Pair pair(role, {});
    const Wire mixed = noise(3000);
    for (unsigned i = 0; i < 20; ++i) {
      pair.passes(Opcode::Text, chat(500, i), 100'000);
      pair.passes(Opcode::Binary, noise(3000), 100'000);  // does not pay, though it is in nobody's window
      pair.passes(Opcode::Binary, mixed.first(2000) + chat(3000, i), 100'000);
    }
  }
}

TEST_CASE("context takeover makes the second message small, and no_context_takeover does not",
          "[rfc7692-7.1.1]") {
  const Wire message = chat(1000, 7);
  Pair keeps(Role::Server, {});
  const std::size_t first = keeps.send(Opcode::Text, message).size();
  CHECK(keeps.send(Opcode::Text, message).size() < first / 5);
  Pair forgets(Role::Server, kSmallDeflate);
  const Wire once = forgets.send(Opcode::Text, message);
  CHECK(forgets.send(Opcode::Text, message) == once);
}

TEST_CASE("without context takeover an idle connection holds next to nothing", "[rfc7692-7.1.1]") {
  for (const Role role : kRoles) {
    Pair small(role, kSmallDeflate);
    Pair large(role, {});
    for (Pair* pair : {&small, &large}) {
      pair->passes(Opcode::Text, chat(200'000, 1), 100'000);
      pair->sender.release_idle();
      pair->receiver.release_idle();
    }
    CHECK(small.sender.memory() < 2000);
    CHECK(small.receiver.memory() < 2000);
    CHECK(large.sender.memory() < std::size_t{200} << 10);
    CHECK(large.receiver.memory() < std::size_t{44} << 10);
    large.passes(Opcode::Text, chat(200'000, 1), 100'000);
  }
}

TEST_CASE("D5 a bomb ends at the limit and never takes more memory than that",
          "[rfc6455-10.4][message-too-big]") {
  for (const Role role : kRoles) {
    Pair pair(role, {}, kAll, {.max_message = kMiB});
    const Wire wire = pair.send(Opcode::Binary, Wire(20 * kMiB));
    CHECK(wire.size() < 25'000);
    const auto event = pair.deliver(wire, 1000);
    REQUIRE(event.has_value());
    const auto* close = std::get_if<CloseEvent>(&*event);
    REQUIRE(close != nullptr);
    CHECK(close->code == CloseCode::MessageTooBig);
    CHECK(close->violation == Violation::MessageTooBig);
    CHECK(pair.most_memory < 2 * kMiB);
  }
}

TEST_CASE("a message of exactly the limit is no bomb", "[rfc6455-10.4]") {
  Pair pair(Role::Client, {}, kAll, {.max_message = 100'000});
  pair.passes(Opcode::Binary, letters(100'000), 77);
  const auto event = pair.deliver(pair.send(Opcode::Binary, letters(100'001)), 77);
  REQUIRE(event.has_value());
  CHECK(std::get<CloseEvent>(*event).violation == Violation::MessageTooBig);
}

}  // namespace
}  // namespace ws101::testing
