// Frames and text, case by case (RFC 6455 sections 5 and 8.1), on a real socket.
#include "server/conformance/exchange.hpp"
#include "support/catch.hpp"

namespace ws101::testing {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;

const Wire kBye = client().close(1000);
const std::string kByeToo = "close 1000";

// The frame is judged bad: what was good before it is answered, then the code, then TCP ends.
void check_fails(const RunningServer& running, const Wire& bad, int code) {
  check_row(running, bad, {"close " + std::to_string(code)});
  check_row(running, client().text("one") + client().ping("2") + bad + client().text("unseen"),
            {"text one", "pong 2", "close " + std::to_string(code)});
}

TEST_CASE_METHOD(NothingLeft, "F1 every length form is echoed with the same opcode", "[rfc6455-5.2]") {
  RunningServer running;
  for (const std::size_t size : {0u, 1u, 125u, 126u, 127u, 128u, 65535u, 65536u, 65537u}) {
    for (const int opcode : {kText, kBinary}) {
      const Wire payload = opcode == kText ? letters(size) : noise(size);
      check_row(running, client().frame(opcode, payload) + kBye, {words_of(opcode, payload), kByeToo});
    }
  }
}

TEST_CASE_METHOD(NothingLeft, "F1 F2 16 MiB in one frame and in many", "[rfc6455-5.2][rfc6455-5.4]") {
  RunningServer running;
  const Wire payload = noise(16 * kMiB);
  const std::string echoed = words_of(kBinary, payload);
  for (const Wire& frames : {client().binary(payload), client().fragments(kBinary, payload, 4096)}) {
    const Wire all = bytes(request()) + frames + kBye;
    const std::span<const std::uint8_t> view(all);
    CHECK(frames_behind_101(running.connect().exchange({view})) == Seen{echoed, kByeToo});
    CHECK(frames_behind_101(running.connect().exchange(pieces_of(view, random_split(all.size(), 7)))) ==
          Seen{echoed, kByeToo});
  }
}

TEST_CASE_METHOD(NothingLeft, "F2 fragments of any size come out as one message", "[rfc6455-5.4]") {
  RunningServer running;
  for (const std::size_t total : {0u, 1u, 130u, 5000u, 70000u}) {
    for (const std::size_t size : {1u, 64u, 1024u, 30000u}) {
      if (total / size > 200) continue;
      check_row(running, client().fragments(kBinary, noise(total), size) + kBye,
                {words_of(kBinary, noise(total)), kByeToo});
    }
  }
}

TEST_CASE_METHOD(NothingLeft, "F3 a reserved bit fails the connection", "[rfc6455-5.2][rfc6455-5.8][rsv]") {
  RunningServer running;
  for (int rsv = 1; rsv <= 7; ++rsv) {
    FrameSpec spec;
    spec.opcode = rsv % 2 == 0 ? kText : kPing;
    spec.rsv = rsv;
    check_fails(running, client().frame(spec, raw({1})), 1002);
  }
}

TEST_CASE_METHOD(NothingLeft, "F4 a reserved opcode fails the connection", "[rfc6455-5.2][opcode-reserved]") {
  RunningServer running;
  for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
    check_fails(running, client().frame(opcode, bytes("x")), 1002);
  }
}

TEST_CASE_METHOD(NothingLeft, "F5 a frame without a mask fails the connection",
                 "[rfc6455-5.1][client-unmasked]") {
  RunningServer running;
  check_fails(running, server().text("Hello"), 1002);
  check_fails(running, server().text(""), 1002);
  check_fails(running, server().close(1000), 1002);
}

TEST_CASE_METHOD(NothingLeft,
                 "F6 a length not in its shortest form, or with the top bit, fails the connection",
                 "[rfc6455-5.2][length-not-minimal][length-msb]") {
  RunningServer running;
  for (const auto& [form, length] : std::vector<std::pair<int, std::uint64_t>>{
           {16, 0}, {16, 125}, {64, 0}, {64, 65535}, {64, std::uint64_t{1} << 63}, {64, UINT64_MAX}}) {
    FrameSpec spec;
    spec.form = form;
    spec.claimed = length;
    check_fails(running, client().header(spec), 1002);
  }
}

TEST_CASE_METHOD(NothingLeft, "F7 a control frame over 125 bytes or in fragments is judged from its header",
                 "[rfc6455-5.5][control-too-long][control-fragmented]") {
  RunningServer running;
  for (const int opcode : {kClose, kPing, kPong}) {
    FrameSpec spec;
    spec.opcode = opcode;
    spec.claimed = 126;
    check_fails(running, client().header(spec), 1002);
    spec.claimed = 5;
    spec.fin = false;
    check_fails(running, client().header(spec), 1002);
  }
}

TEST_CASE_METHOD(NothingLeft, "F8 a continuation of nothing, a message inside a message",
                 "[rfc6455-5.4][cont-without-start][data-inside-message]") {
  RunningServer running;
  check_fails(running, client().end("x"), 1002);
  check_fails(running, client().more("x"), 1002);
  check_fails(running, client().begin_text("a") + client().text("b"), 1002);
  check_fails(running, client().begin_text("a") + client().more("b") + client().begin_text("c"), 1002);
}

TEST_CASE_METHOD(NothingLeft, "F9 a ping is answered with its bytes, between fragments at once",
                 "[rfc6455-5.5.2]") {
  RunningServer running;
  for (const std::size_t size : {0u, 5u, 125u}) {
    const Wire payload = noise(size);
    check_row(running, client().frame(kPing, payload) + kBye, {words_of(kPong, payload), kByeToo});
  }
  RawSocket half = running.open();
  half.send(client().begin_text("a") + client().ping("now"));
  CHECK(half.read_frame().words() == "pong now");  // the rest of the message has not been sent
  half.send(client().end("b"));
  CHECK(half.read_frame().words() == "text ab");
}

TEST_CASE_METHOD(NothingLeft, "F10 ten pings are answered with ten pongs in order", "[rfc6455-5.5.3]") {
  RunningServer running;
  Wire pings;
  Seen pongs;
  for (int i = 0; i < 10; ++i) {
    pings += client().ping("number " + std::to_string(i));
    pongs.push_back("pong number " + std::to_string(i));
  }
  pongs.push_back(kByeToo);
  check_row(running, pings + kBye, pongs);
}

TEST_CASE_METHOD(NothingLeft, "F11 an unsolicited pong is ignored", "[rfc6455-5.5.3]") {
  RunningServer running;
  check_row(running, client().pong() + client().pong("unasked") + client().text("x") + kBye,
            {"text x", kByeToo});
}

TEST_CASE_METHOD(NothingLeft, "F12 a message over the limit fails the connection by its header",
                 "[rfc6455-10.4][rfc6455-7.4.1][message-too-big]") {
  ServerLimits limits = quiet_limits();
  limits.message.max_message = 1000;
  RunningServer running(limits);
  check_row(running, client().binary(noise(1000)) + kBye, {words_of(kBinary, noise(1000)), kByeToo});
  FrameSpec spec;
  spec.claimed = 1001;
  check_fails(running, client().header(spec), 1009);
  spec.claimed = std::uint64_t{1} << 62;
  check_fails(running, client().header(spec), 1009);
  check_fails(running, client().begin_text(std::string(600, 'a')) + client().more(std::string(401, 'b')),
              1009);
}

TEST_CASE_METHOD(NothingLeft, "F13 a message of too many fragments fails the connection",
                 "[rfc6455-10.4][too-many-fragments]") {
  ServerLimits limits = quiet_limits();
  limits.message.max_fragments = 10;
  RunningServer running(limits);
  check_row(running, client().fragments(kBinary, noise(10), 1) + kBye,
            {words_of(kBinary, noise(10)), kByeToo});
  check_fails(running, client().begin_text("") + client().more("") * 10, 1008);
}

TEST_CASE_METHOD(NothingLeft, "F14 the server's frames have the shortest length form and no mask",
                 "[rfc6455-5.1][rfc6455-5.2]") {
  RunningServer running;
  RawSocket client_side = running.open();
  for (const std::size_t size : {0u, 125u, 126u, 65535u, 65536u}) {
    const SeenFrame frame = client_side.send(client().binary(noise(size))).read_frame();
    CHECK(frame.header == server().header_size(size));
    CHECK_FALSE(frame.masked);
    CHECK(frame.payload == noise(size));
  }
}

TEST_CASE_METHOD(NothingLeft, "U1 characters of one to four bytes, cut anywhere", "[rfc6455-5.6]") {
  RunningServer running;
  const std::string text =
      "a \xC2\x80 \xDF\xBF \xE0\xA0\x80 \xED\x9F\xBF \xEE\x80\x80 \xEF\xBF\xBF \xF0\x90\x80\x80 "
      "\xF4\x8F\xBF\xBF";
  check_row(running, client().fragments(kText, bytes(text), 1) + client().text(text) + kBye,
            {"text " + text, "text " + text, kByeToo});
}

TEST_CASE_METHOD(NothingLeft, "U2 text that is not UTF-8 fails the connection",
                 "[rfc6455-8.1][text-not-utf8]") {
  RunningServer running;
  for (const std::string wrong : {"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                                  "\xF4\x90\x80\x80", "\x80", "\xBF", "\xFE", "\xFF", "\xE2\x82"}) {
    check_fails(running, client().text("good " + wrong), 1007);
  }
}

TEST_CASE_METHOD(NothingLeft, "U3 the byte that decides ends it, whatever is still to come",
                 "[rfc6455-8.1][text-not-utf8]") {
  RunningServer running;
  check_fails(running, client().begin_text("a") + client().more("b\xFF"), 1007);
  const Wire frame = client().text("good \xED\xA0 and a rest that never comes");
  check_fails(running, frame.first(6 + 7), 1007);
}

}  // namespace
}  // namespace ws101::testing
