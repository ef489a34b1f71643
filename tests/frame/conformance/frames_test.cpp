// Frames, case by case (RFC 6455 section 5): what each row of the protocol's table asks of an endpoint.
#include "support/check.hpp"

namespace ws101::testing {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;

Scene scene_of(Role role) {
  Scene scene;
  scene.role = role;
  return scene;
}

Scene echo_of(Role role) {
  Scene scene = scene_of(role);
  scene.echo = true;
  return scene;
}

TEST_CASE("F1 text and binary of every length form are echoed with the same opcode",
          "[rfc6455-5.2][rfc6455-5.6]") {
  for (const Role role : kRoles) {
    for (const std::size_t size : {0u, 1u, 125u, 126u, 127u, 128u, 65535u, 65536u, 65537u}) {
      for (const int opcode : {kText, kBinary}) {
        const Wire payload = opcode == kText ? letters(size) : noise(size);
        check(echo_of(role), peer_of(role).frame(opcode, payload),
              got(opcode, payload) + sent(opcode, payload));
      }
    }
  }
}

TEST_CASE("F1 a message of 16 MiB is echoed", "[rfc6455-5.2]") {
  const Wire payload = noise(16 * kMiB);
  Scene scene = echo_of(Role::Server);
  scene.splits = SplitSet::Sweep;
  check(scene, client().binary(payload), got_binary(payload) + sent(kBinary, payload));
}

TEST_CASE("F2 fragments of any size come out as one message", "[rfc6455-5.4]") {
  for (const Role role : kRoles) {
    for (const int opcode : {kText, kBinary}) {
      for (const std::size_t total : {0u, 1u, 130u, 5000u, 70000u}) {
        const Wire payload = opcode == kText ? letters(total) : noise(total);
        for (const std::size_t size : {1u, 64u, 256u, 1024u, 4096u, 30000u}) {
          if (total / size > 500) continue;
          Scene scene = echo_of(role);
          if (total > 1000) scene.splits = SplitSet::Sweep;
          check(scene, peer_of(role).fragments(opcode, payload, size),
                got(opcode, payload) + sent(opcode, payload));
        }
      }
    }
  }
}

TEST_CASE("F2 empty fragments at the beginning, in the middle and at the end", "[rfc6455-5.4]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    check(scene_of(role),
          peer.begin_text("") + peer.more("He") + peer.more("") + peer.more("llo") + peer.end(""),
          got_text("Hello"));
    check(scene_of(role), peer.begin_text("") + peer.end(""), got_text(""));
  }
}

TEST_CASE("F3 a reserved bit without an extension fails the connection at the second byte",
          "[rfc6455-5.2][rsv]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    for (int rsv = 1; rsv <= 7; ++rsv) {
      for (const int opcode : {kContinuation, kText, kBinary, kClose, kPing, kPong}) {
        FrameSpec spec;
        spec.opcode = opcode;
        spec.rsv = rsv;
        const Wire bad = peer.frame(spec, raw({1, 2}));
        check_fails(scene_of(role), bad, {}, Violation::ReservedBitSet, 2);
        const Wire good = peer.text("one") + peer.binary(raw({2})) + peer.ping("3");
        check_fails(scene_of(role), good + bad, got_text("one") + got_binary(raw({2})) + answered_ping("3"),
                    Violation::ReservedBitSet, good.size() + 2);
      }
    }
  }
}

TEST_CASE("F4 a reserved opcode fails the connection at the second byte", "[rfc6455-5.2][opcode-reserved]") {
  for (const Role role : kRoles) {
    for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
      const Wire bad = peer_of(role).frame(opcode, bytes("x"));
      check_fails(scene_of(role), bad, {}, Violation::UnknownOpcode, 2);
      const Wire begun = peer_of(role).begin_text("a");
      check_fails(scene_of(role), begun + bad, {}, Violation::UnknownOpcode, begun.size() + 2);
    }
  }
}

TEST_CASE("F5 a server refuses a frame without a mask, a client one with a mask",
          "[rfc6455-5.1][client-unmasked][server-masked]") {
  for (const Role role : kRoles) {
    const Sender wrong(role == Role::Client);
    const Violation violation = role == Role::Server ? Violation::MaskMissing : Violation::MaskForbidden;
    for (const int opcode : {kContinuation, kText, kBinary, kClose, kPing, kPong}) {
      check_fails(scene_of(role), wrong.frame(opcode, bytes("ab")), {}, violation, 2);
      check_fails(scene_of(role), wrong.frame(opcode, {}), {}, violation, 2);
    }
  }
}

TEST_CASE("F6 a length that is not in its shortest form fails the connection",
          "[rfc6455-5.2][length-not-minimal]") {
  for (const Role role : kRoles) {
    const auto header = [&](int form, std::uint64_t length) {
      FrameSpec spec;
      spec.opcode = kBinary;
      spec.form = form;
      spec.claimed = length;
      return peer_of(role).header(spec) + letters(3);
    };
    for (const std::uint64_t length : {0u, 1u, 125u}) {
      check_fails(scene_of(role), header(16, length), {}, Violation::LengthNotMinimal, 4);
    }
    // Six zeros on top say that 16 bits would have done, whatever the last two bytes are.
    for (const std::uint64_t length : {0u, 125u, 126u, 65535u}) {
      check_fails(scene_of(role), header(64, length), {}, Violation::LengthNotMinimal, 8);
    }
    check(scene_of(role), header(16, 126), {});
    check(scene_of(role), header(64, 65536), {});
  }
}

TEST_CASE("F6 the top bit of a 64-bit length fails the connection at the third byte",
          "[rfc6455-5.2][length-msb]") {
  for (const Role role : kRoles) {
    for (const std::uint64_t length :
         {std::uint64_t{1} << 63, UINT64_MAX - 1, (std::uint64_t{1} << 63) + 5}) {
      FrameSpec spec;
      spec.form = 64;
      spec.claimed = length;
      check_fails(scene_of(role), peer_of(role).header(spec), {}, Violation::LengthTopBitSet, 3);
    }
  }
}

TEST_CASE("F7 a control frame over 125 bytes fails the connection at the second byte",
          "[rfc6455-5.5][control-too-long]") {
  for (const Role role : kRoles) {
    for (const int opcode : {kClose, kPing, kPong}) {
      for (const std::size_t size : {126u, 127u, 65535u, 65536u}) {
        FrameSpec spec;
        spec.opcode = opcode;
        spec.claimed = size;
        check_fails(scene_of(role), peer_of(role).header(spec), {}, Violation::ControlTooLong, 2);
      }
      check_fails(scene_of(role), peer_of(role).frame(opcode, letters(126)), {}, Violation::ControlTooLong,
                  2);
    }
  }
}

TEST_CASE("F7 a control frame with FIN = 0 fails the connection at the second byte",
          "[rfc6455-5.5][control-fragmented]") {
  for (const Role role : kRoles) {
    for (const int opcode : {kClose, kPing, kPong}) {
      for (const std::size_t size : {0u, 2u, 125u, 126u}) {
        check_fails(scene_of(role), peer_of(role).frame(opcode, letters(size), false), {},
                    Violation::ControlFragmented, 2);
      }
    }
  }
}

TEST_CASE("F8 a continuation with nothing begun fails the connection at the second byte",
          "[rfc6455-5.4][cont-without-start]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    for (const bool fin : {false, true}) {
      for (const std::size_t size : {0u, 5u, 126u, 70000u}) {
        const Wire bad = peer.header({.opcode = kContinuation, .fin = fin}, size);
        check_fails(scene_of(role), bad, {}, Violation::ContinuationWithoutStart, 2);
        const Wire good = peer.begin_text("a") + peer.end("b");
        check_fails(scene_of(role), good + bad, got_text("ab"), Violation::ContinuationWithoutStart,
                    good.size() + 2);
      }
      // Whatever is wrong with the length comes later.
      for (const std::uint64_t length : {std::uint64_t{5}, UINT64_MAX}) {
        const Wire bad = peer.header({.opcode = kContinuation, .fin = fin, .form = 64, .claimed = length});
        check_fails(scene_of(role), bad, {}, Violation::ContinuationWithoutStart, 2);
      }
    }
  }
}

TEST_CASE("F8 a new message while one is unfinished fails the connection at the second byte",
          "[rfc6455-5.4][data-inside-message]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    for (const int opcode : {kText, kBinary}) {
      for (const bool fin : {false, true}) {
        const Wire begun = peer.begin_text("a") + peer.ping();
        for (const std::size_t size : {0u, 9u, 300u, 70000u}) {
          const Wire bad = peer.header({.opcode = opcode, .fin = fin}, size) + letters(9);
          check_fails(scene_of(role), begun + bad, answered_ping(), Violation::DataInsideMessage,
                      begun.size() + 2);
        }
        const Wire long_form = peer.header({.opcode = opcode, .fin = fin, .form = 16, .claimed = 5});
        check_fails(scene_of(role), begun + long_form, answered_ping(), Violation::DataInsideMessage,
                    begun.size() + 2);
      }
    }
  }
}

TEST_CASE("F9 a ping is answered with a pong that carries the same bytes", "[rfc6455-5.5.2][rfc6455-5.5.3]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    for (const Wire& payload :
         {raw({}), bytes("hello"), letters(125), noise(125), raw({0, 255, 254, 0x80})}) {
      check(scene_of(role), peer.frame(kPing, payload), sent(kPong, payload) + got(kPing, payload));
    }
  }
}

TEST_CASE("F9 a ping between fragments is answered before the message is complete",
          "[rfc6455-5.4][rfc6455-5.5]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    const Wire first = peer.begin_text("Hel") + peer.ping("1");
    const Wire second = first + peer.more("lo ") + peer.pong("heartbeat") + peer.ping(std::string(125, 'p'));
    const Wire all = second + peer.end("world");
    const Findings findings = check(scene_of(role), all,
                                    answered_ping("1") + got_pong("heartbeat") +
                                        answered_ping(std::string(125, 'p')) + got_text("Hello world"));
    CHECK(findings.when[0] == first.size());
    CHECK(findings.when[3] == second.size());
    CHECK(findings.when.back() == all.size());
  }
}

TEST_CASE("F10 ten pings in one segment get ten pongs in order", "[rfc6455-5.5.2]") {
  for (const Role role : kRoles) {
    Wire wire;
    Story story;
    for (int i = 0; i < 10; ++i) {
      wire += peer_of(role).ping("ping " + std::to_string(i));
      story = story + answered_ping("ping " + std::to_string(i));
    }
    check(scene_of(role), wire, story);
  }
}

TEST_CASE("F11 an unsolicited pong is not answered", "[rfc6455-5.5.3]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    check(scene_of(role), peer.pong() + peer.pong("x") + peer.frame(kPong, letters(125)) + peer.text("after"),
          got_pong() + got_pong("x") + got(kPong, letters(125)) + got_text("after"));
  }
}

TEST_CASE("F12 a message over the limit fails the connection at its header",
          "[rfc6455-10.4][message-too-big]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    Scene scene = scene_of(role);
    scene.limits.max_message = 1000;
    check(scene, peer.binary(noise(1000)), got_binary(noise(1000)));
    const auto fails_at = [&](std::size_t decides, std::uint64_t claimed) {
      const Wire header = peer.header({.opcode = kBinary}, claimed);
      check_fails(scene, header + noise(20), {}, Violation::MessageTooBig, decides);
    };
    fails_at(4, 1001);             // 03 e9: 0x0300 alone would do
    fails_at(3, 1024);             // 04 is enough
    fails_at(8, 70000);            // 00 00 00 00 00 01: at least 65,536
    fails_at(3, UINT64_MAX >> 1);  // 7f
    scene.limits.max_message = 70000;
    check(scene, peer.header({.opcode = kBinary}, 70000), {});
    fails_at(10, 70001);
    fails_at(9, 0x11200);
    scene.limits.max_message = 0;
    check(scene, peer.text(""), got_text(""));
    fails_at(2, 1);
    // A length that is not in its shortest form is that first, however small the limit is.
    const Wire long_form = peer.header({.opcode = kBinary, .form = 64, .claimed = 200});
    check_fails(scene, long_form, {}, Violation::LengthNotMinimal, 8);
  }
}

TEST_CASE("F12 a message over the limit by accumulation fails at the header that crosses it",
          "[rfc6455-10.4][message-too-big]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    Scene scene = scene_of(role);
    scene.limits.max_message = 100;
    const Wire begun =
        peer.begin_text(std::string(60, 'a')) + peer.more(std::string(40, 'b')) + peer.ping("?");
    check(scene, begun + peer.more("") + peer.end(""),
          answered_ping("?") + got_text(std::string(60, 'a') + std::string(40, 'b')));
    check_fails(scene, begun + peer.end("c"), answered_ping("?"), Violation::MessageTooBig, begun.size() + 2);
    // The sum with what has come may not wrap around.
    const Wire huge = peer.header({.opcode = kContinuation}, UINT64_MAX >> 1);
    check_fails(scene, begun + huge, answered_ping("?"), Violation::MessageTooBig, begun.size() + 3);
  }
}

TEST_CASE("F12 the default limit is 16 MiB", "[rfc6455-10.4][message-too-big]") {
  for (const Role role : kRoles) {
    const Wire header = peer_of(role).header({.opcode = kBinary}, 16 * kMiB + 1);
    check_fails(scene_of(role), header, {}, Violation::MessageTooBig, 10);  // the last byte of the length
    check(scene_of(role), peer_of(role).header({.opcode = kBinary}, 16 * kMiB), {});
  }
}

TEST_CASE("F12 a message over the limit never takes that much memory", "[rfc6455-10.4][message-too-big]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    {
      // A header may promise anything: nothing is allocated on its word.
      Endpoint endpoint(role, {.max_message = UINT64_MAX});
      endpoint.feed(peer.header({.opcode = kBinary}, UINT64_MAX >> 1));
      endpoint.connection().space();
      CHECK(endpoint.connection().memory() <= 2 * kMiB);
    }
    {
      Endpoint endpoint(role);
      endpoint.feed(peer.header({.opcode = kBinary}, 16 * kMiB));
      endpoint.connection().space();
      CHECK(endpoint.connection().memory() <= 2 * kMiB);
    }
    {
      Endpoint endpoint(role, {.max_message = kMiB});
      const Wire fragment = peer.frame(kContinuation, noise(50000), false);
      endpoint.feed(peer.frame(kBinary, {}, false));
      std::size_t most = 0;
      for (int i = 0; i < 40; ++i) {
        endpoint.feed(fragment);
        most = std::max(most, endpoint.connection().memory());
      }
      CHECK(endpoint.connection().state() == State::Failed);
      // The message itself, the receive buffer, and the room by which storage grows ahead.
      CHECK(most <= kMiB + kMiB / 2 + kLargeBuffer);
    }
  }
}

TEST_CASE("F13 the number of fragments is limited", "[rfc6455-5.4][rfc6455-10.4][too-many-fragments]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    Scene scene = scene_of(role);
    scene.limits.max_fragments = 5;
    const Wire four = peer.begin_text("a") + peer.more("") + peer.more("b") + peer.more("");
    check(scene, four + peer.end("c") + four + peer.end("d"), got_text("abc") + got_text("abd"));
    const Wire sixth = peer.header({.opcode = kContinuation}, 9);
    const Wire before = four + peer.more("e");
    check_fails(scene, before + sixth, {}, Violation::TooManyFragments, before.size() + 2);
    // The second byte comes before the length, so too many frames are judged before too many bytes.
    scene.limits.max_message = 5;
    const Wire both = peer.header({.opcode = kContinuation}, 300);
    check_fails(scene, before + both, {}, Violation::TooManyFragments, before.size() + 2);
    CHECK(number(close_code(Violation::TooManyFragments)) == 1008);
  }
}

TEST_CASE("F13 very many tiny or empty fragments take no memory beyond the message",
          "[rfc6455-10.4][too-many-fragments]") {
  const auto most_memory = [](std::uint32_t limit, std::string_view payload) {
    const Sender peer = client();
    Endpoint endpoint(Role::Server, {.max_fragments = limit});
    endpoint.feed(peer.begin_text(""));
    const Wire many = peer.more(payload) * 4096;
    std::size_t most = 0;
    while (endpoint.diary().empty()) {
      endpoint.feed(many);
      most = std::max(most, endpoint.connection().memory());
    }
    CHECK(endpoint.diary() == failed(Violation::TooManyFragments));
    CHECK(endpoint.fed() / 4096 >= limit / 4096 * peer.more(payload).size());
    return most;
  };
  CHECK(most_memory(100'000, "") <= kLargeBuffer);
  CHECK(most_memory(kDefaultMaxFragments, "x") <= 2 * kMiB + kLargeBuffer);
}

TEST_CASE("F14 our own frames have the shortest length, and only a client masks",
          "[rfc6455-5.1][rfc6455-5.2]") {
  const auto say = [](Role role, Opcode kind, const Wire& payload) {
    Endpoint endpoint(role);
    CHECK(endpoint.send(kind, payload));
    return endpoint.wire();
  };
  CHECK(say(Role::Server, Opcode::Text, bytes("Hello")) == hex("81 05 48 65 6c 6c 6f"));
  CHECK(say(Role::Server, Opcode::Binary, {}) == hex("82 00"));
  CHECK(say(Role::Server, Opcode::Binary, noise(125)) == hex("82 7d") + noise(125));
  CHECK(say(Role::Server, Opcode::Binary, noise(126)) == hex("82 7e 00 7e") + noise(126));
  CHECK(say(Role::Server, Opcode::Text, letters(65535)) == hex("81 7e ff ff") + letters(65535));
  CHECK(say(Role::Server, Opcode::Text, letters(65536)) ==
        hex("81 7f 00 00 00 00 00 01 00 00") + letters(65536));

  const MaskingKey key = CountedKeys::nth(0);
  const Wire key_bytes(key.begin(), key.end());
  const auto masked = [&](Wire payload) {
    for (std::size_t i = 0; i < payload.size(); ++i) payload[i] ^= key[i % 4];
    return key_bytes + payload;
  };
  CHECK(say(Role::Client, Opcode::Text, bytes("Hello")) == hex("81 85") + masked(bytes("Hello")));
  CHECK(say(Role::Client, Opcode::Binary, {}) == hex("82 80") + masked({}));
  CHECK(say(Role::Client, Opcode::Binary, noise(126)) == hex("82 fe 00 7e") + masked(noise(126)));
  // Longer than what the client masks at a time.
  CHECK(say(Role::Client, Opcode::Binary, noise(200001)) ==
        hex("82 ff 00 00 00 00 00 03 0d 41") + masked(noise(200001)));
}

TEST_CASE("F14 a client masks every frame, control frames included, with a key of its own", "[rfc6455-5.3]") {
  // The harness compares each frame's key with the next of the source.
  Endpoint endpoint(Role::Client);
  CHECK(endpoint.send(Opcode::Text, bytes("a")));
  CHECK(endpoint.ping(bytes("b")));
  CHECK(endpoint.pong(bytes("c")));
  endpoint.feed(server().ping("d"));
  CHECK(endpoint.close(CloseCode::Normal, "e"));
  CHECK(endpoint.diary() ==
        sent_text("a") + sent_ping("b") + sent_pong("c") + answered_ping("d") + sent_close(1000, "e"));
}

TEST_CASE("L1 a thousand messages of 16 KiB in a row are echoed", "[rfc6455-5]") {
  for (const Role role : kRoles) {
    const Wire payload = noise(16384);
    Endpoint endpoint(role);
    std::size_t messages = 0;
    endpoint.on_message_do = [&](Endpoint&, Opcode, Bytes got_payload) {
      if (std::equal(got_payload.begin(), got_payload.end(), payload.begin(), payload.end())) ++messages;
    };
    const Wire ten = peer_of(role).binary(payload) * 10;
    for (int i = 0; i < 100; ++i) endpoint.feed(ten);
    CHECK(messages == 1000);
  }
}

TEST_CASE("L1 16 MiB in fragments of 64 bytes come through", "[rfc6455-5.4]") {
  const Wire payload = noise(16 * kMiB);
  Endpoint endpoint(Role::Client);
  endpoint.feed(server().fragments(kBinary, payload, 64));
  CHECK(endpoint.diary() == got_binary(payload));
}

TEST_CASE("L1 a long message comes through a byte at a time", "[rfc6455-5]") {
  const Wire payload = noise(300'000);  // more than the largest buffer
  const Wire wire = client().binary(payload);
  Endpoint endpoint(Role::Server);
  for (const std::uint8_t& byte : wire) endpoint.feed(Bytes(&byte, 1));
  CHECK(endpoint.diary() == got_binary(payload));
}

}  // namespace
}  // namespace ws101::testing
