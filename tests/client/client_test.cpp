// The client after the handshake: messages both ways, closing both ways, deadlines, threads, and servers that do wrong.
#include "client/scripted_server.hpp"
#include "support/catch.hpp"
#include "support/splits.hpp"

namespace ws101::testing {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;
constexpr std::chrono::milliseconds kSoon{40};

ClientOptions patient() {
  ClientOptions options;
  options.connect_time = kPatience;
  options.closing_time = kPatience;
  return options;
}

// Takes everything until the connection has ended.
Seen all_of(Client& client) {
  Seen told;
  while (const auto event = client.next()) told.push_back(words(*event));
  return told;
}

// The server sends these frames in every split; the client is told so, and answers so.
void check_row(const Wire& frames, const Seen& told, const Seen& answered) {
  for (const Split& split : splits_of(frames.size(), SplitSet::Sweep)) {
    INFO("split: " << split.name);
    ScriptedServer server(ScriptedServer::opened([&](RawSocket& socket) {
      for (const auto& piece : pieces_of(std::span<const std::uint8_t>(frames), split)) socket.send(piece);
      for (const std::string& answer : answered) CHECK_IN_THREAD(socket.read_frame().words() == answer);
    }));
    Client client(server.url(), patient());
    CHECK(all_of(client) == told);
    CHECK_FALSE(client.next());
    REQUIRE(client.ending());
    CHECK_FALSE(client.send_text("too late"));
  }
}

TEST_CASE_METHOD(NothingLeft, "F1 F9 F11 messages, pings and pongs of a server",
                 "[rfc6455-5.2][rfc6455-5.5.2]") {
  for (const std::size_t size : {0u, 125u, 126u, 65535u, 65536u}) {
    SeenFrame binary;
    binary.opcode = kBinary;
    binary.payload = noise(size);
    check_row(
        server().binary(noise(size)) + server().ping("p") + server().pong("unasked") + server().close(1000),
        {binary.words(), "ping p", "pong unasked", "clean 1000"}, {"pong p", "close 1000"});
  }
  check_row(server().fragments(kText, bytes("f\xC3\xBCr alle"), 1) + server().close(),
            {"text f\xC3\xBCr alle", "clean 1005"}, {"close 1005"});
}

TEST_CASE_METHOD(NothingLeft,
                 "F3 F4 F5 F6 F7 F8 U2 C3 C4 the client fails the connection of a server that breaks a rule",
                 "[rfc6455-5.2][rfc6455-5.1][rfc6455-7.1.7][rsv][opcode-reserved][server-masked]"
                 "[length-not-minimal][control-too-long][cont-without-start][text-not-utf8]"
                 "[close-code-forbidden][close-length-1][close-reason-not-utf8]") {
  const Wire good = server().text("good");
  FrameSpec reserved;
  reserved.rsv = 4;
  FrameSpec longer;
  longer.form = 16;
  longer.claimed = 5;
  for (const auto& [wrong, code] :
       std::vector<std::pair<Wire, std::string>>{{server().frame(reserved, bytes("x")), "1002"},
                                                 {server().frame(3, bytes("x")), "1002"},
                                                 {ws101::testing::client().text("masked"), "1002"},
                                                 {server().header(longer), "1002"},
                                                 {server().frame(kPing, letters(126)), "1002"},
                                                 {server().end("of nothing"), "1002"},
                                                 {server().text("\xFF"), "1007"},
                                                 {server().close(1006), "1002"},
                                                 {server().frame(kClose, raw({3})), "1002"},
                                                 {server().close(1000, "\xFF"), "1007"}}) {
    check_row(good + wrong, {"text good", "unclean " + code}, {"close " + code});
  }
}

TEST_CASE_METHOD(NothingLeft, "F12 a message over the client's limit", "[rfc6455-10.4][message-too-big]") {
  ScriptedServer scripted(ScriptedServer::opened([&](RawSocket& socket) {
    FrameSpec spec;
    spec.claimed = 1001;
    socket.send(server().header(spec));
    CHECK_IN_THREAD(socket.read_frame().words() == "close 1009");
  }));
  ClientOptions options = patient();
  options.message.max_message = 1000;
  Client client(scripted.url(), options);
  CHECK(all_of(client) == Seen{"unclean 1009"});
}

TEST_CASE_METHOD(NothingLeft, "F14 every frame is masked with a key of its own, in the shortest length form",
                 "[rfc6455-5.3]") {
  const std::vector<std::size_t> sizes{0, 125, 126, 65535, 65536, 5, 5, 5};
  ScriptedServer scripted(ScriptedServer::opened([&](RawSocket& socket) {
    std::vector<Wire> keys;
    for (const std::size_t size : sizes) {
      const SeenFrame frame = socket.read_frame();
      CHECK_IN_THREAD(frame.masked);
      CHECK_IN_THREAD(frame.header == ws101::testing::client().header_size(size));
      CHECK_IN_THREAD(frame.payload == noise(size));
      CHECK_IN_THREAD(std::count(keys.begin(), keys.end(), frame.key) == 0);
      keys.push_back(frame.key);
    }
  }));
  Client client(scripted.url(), patient());
  for (const std::size_t size : sizes) CHECK(client.send_binary(noise(size)));
  CHECK(all_of(client) == Seen{"unclean 1006"});
}

TEST_CASE_METHOD(NothingLeft, "C1 the server closes: its code is answered, and the server ends TCP",
                 "[rfc6455-7.1.1]") {
  ScriptedServer scripted(ScriptedServer::opened([&](RawSocket& socket) {
    socket.send(server().close(4000, "enough"));
    CHECK_IN_THREAD(socket.read_frame().words() == "close 4000");
  }));
  Client client(scripted.url(), patient());
  CHECK_FALSE(client.receive());
  REQUIRE(client.ending());
  CHECK(number(client.ending()->code) == 4000);
  CHECK(client.ending()->reason == "enough");
  CHECK(client.ending()->clean);
  CHECK_FALSE(client.receive());
  CHECK_FALSE(client.send_text("x"));
  CHECK_FALSE(client.ping());
  CHECK_FALSE(client.close());
}

TEST_CASE_METHOD(NothingLeft, "C7 the client closes: what still comes is dropped, the answer ends it",
                 "[rfc6455-7.1.2]") {
  ScriptedServer scripted(ScriptedServer::opened([&](RawSocket& socket) {
    const SeenFrame close = socket.read_frame();
    CHECK(close.words() == "close 1000");
    CHECK(close.reason() == "done");
    socket.send(server().text("dropped") + server().close(1000));
  }));
  Client client(scripted.url(), patient());
  CHECK_FALSE(client.close(CloseCode::Abnormal));
  CHECK(client.close(CloseCode::Normal, "done"));
  CHECK_FALSE(client.close());
  CHECK_FALSE(client.send_text("late"));
  CHECK(all_of(client) == Seen{"clean 1000"});
}

TEST_CASE_METHOD(NothingLeft, "C7 a server that never answers our Close is given up", "[rfc6455-7.1.7]") {
  ScriptedServer scripted(ScriptedServer::opened([&](RawSocket& socket) { socket.read_all(); }));
  ClientOptions options = patient();
  options.closing_time = kSoon;
  Client client(scripted.url(), options);
  CHECK(client.close());
  CHECK_FALSE(client.receive());
  CHECK(client.ending()->code == CloseCode::Abnormal);
  CHECK_FALSE(client.ending()->clean);
}

TEST_CASE_METHOD(NothingLeft, "C7 a server that answers Close but never ends TCP is not waited for for ever",
                 "[rfc6455-7.1.1]") {
  ScriptedServer scripted(ScriptedServer::opened([&](RawSocket& socket) {
    socket.send(server().close(1000));
    CHECK_IN_THREAD(frames_in(socket.read_all()) == Seen{"close 1000"});  // until the client ends TCP
  }));
  ClientOptions options = patient();
  options.closing_time = kSoon;
  Client client(scripted.url(), options);
  CHECK(all_of(client) == Seen{"clean 1000"});
}

TEST_CASE_METHOD(NothingLeft, "C8 TCP that ends at every byte of a frame is 1006",
                 "[rfc6455-7.1.5][rfc6455-7.2.1][no-close]") {
  const Wire frames = server().begin_text("never") + server().end(" delivered");
  for (std::size_t cut = 0; cut < frames.size(); ++cut) {
    ScriptedServer scripted(ScriptedServer::opened([&](RawSocket& socket) {
      socket.send(frames.first(cut));
      if (cut % 2 == 0) socket.reset();
    }));
    Client client(scripted.url(), patient());
    CHECK(all_of(client) == Seen{"unclean 1006"});
  }
}

TEST_CASE_METHOD(NothingLeft, "C10 both send Close at the same moment", "[rfc6455-7.1.2]") {
  for (int i = 0; i < 20; ++i) {
    ScriptedServer scripted(ScriptedServer::opened([&](RawSocket& socket) {
      socket.send(server().close(1001));
      CHECK_IN_THREAD(socket.read_frame().opcode == kClose);
    }));
    Client client(scripted.url(), patient());
    client.close();
    CHECK(all_of(client) == Seen{"clean 1001"});
  }
}

TEST_CASE_METHOD(NothingLeft, "receive gives up at its deadline, and the connection lives on",
                 "[rfc6455-5.4]") {
  ScriptedServer scripted(ScriptedServer::opened([&](RawSocket& socket) {
    CHECK_IN_THREAD(socket.read_frame().words() == "text now");
    socket.send(server().begin_text("half "));
    CHECK_IN_THREAD(socket.read_frame().words() == "text now");
    socket.send(server().end("whole")).read_all();
  }));
  Client client(scripted.url(), patient());
  CHECK_FALSE(client.receive(kSoon));
  CHECK_FALSE(client.ending());
  CHECK(client.send_text("now"));
  CHECK_FALSE(client.receive(kSoon));  // half a message is none
  CHECK_FALSE(client.receive(std::chrono::milliseconds(0)));
  CHECK(client.send_text("now"));
  CHECK(client.receive(kPatience)->payload == "half whole");
}

TEST_CASE_METHOD(NothingLeft, "an echo sends between two events", "[rfc6455-5.4]") {
  ScriptedServer scripted(ScriptedServer::opened([&](RawSocket& socket) {
    socket.send(server().text("a") + server().text("b") + server().binary(noise(kMiB)));
    CHECK_IN_THREAD(socket.read_frame().words() == "text a");
    CHECK_IN_THREAD(socket.read_frame().words() == "text b");
    CHECK_IN_THREAD(socket.read_frame().payload == noise(kMiB));
    socket.send(server().close(1000));
    CHECK_IN_THREAD(socket.read_frame().words() == "close 1000");
  }));
  Client client(scripted.url(), patient());
  while (const auto message = client.receive()) CHECK(client.send(message->kind, bytes_of(message->payload)));
  CHECK(client.ending()->clean);
}

TEST_CASE_METHOD(NothingLeft, "one thread receives, others send, all at once", "[rfc6455-5.4]") {
  constexpr int kThreads = 3;
  constexpr int kEach = 300;
  ScriptedServer scripted(ScriptedServer::opened([&](RawSocket& socket) {
    std::vector<int> next(kThreads);
    int pongs = 0;
    for (int texts = 0; texts < kThreads * kEach || pongs < kThreads * kEach;) {
      const SeenFrame frame = socket.read_frame();
      if (frame.opcode == kPong) {
        ++pongs;
        continue;
      }
      ++texts;
      const std::string text = frame.text();
      CHECK_IN_THREAD(text.substr(2) == std::to_string(next.at(static_cast<std::size_t>(text[0] - '0'))++));
      socket.send(server().frame(kText, frame.payload) + server().ping("p"));
    }
    socket.send(server().close(1000));
    CHECK_IN_THREAD(socket.read_frame().words() == "close 1000");
  }));
  Client client(scripted.url(), patient());
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i)
        CHECK_IN_THREAD(client.send_text(std::to_string(t) + " " + std::to_string(i)));
    });
  }
  int received = 0;
  while (client.receive()) ++received;
  for (std::thread& thread : threads) thread.join();
  CHECK(received == kThreads * kEach);
  CHECK(client.ending()->clean);
}

TEST_CASE_METHOD(NothingLeft, "another thread closes while one receives", "[rfc6455-7.1.2]") {
  for (int i = 0; i < 20; ++i) {
    ScriptedServer scripted(ScriptedServer::opened([&](RawSocket& socket) {
      CHECK_IN_THREAD(socket.read_frame().words() == "close 4000");
      socket.send(server().close(4000));
    }));
    Client client(scripted.url(), patient());
    std::thread other([&] { CHECK_IN_THREAD(client.close(static_cast<CloseCode>(4000))); });
    CHECK_FALSE(client.receive());
    other.join();
    CHECK(client.ending()->clean);
  }
}

TEST_CASE_METHOD(NothingLeft, "another thread aborts while one receives", "[rfc6455-7.1.5]") {
  ScriptedServer scripted(ScriptedServer::opened([&](RawSocket& socket) { socket.read_all(); }));
  Client client(scripted.url(), patient());
  std::thread other([&] { client.abort(); });
  CHECK_FALSE(client.receive());
  other.join();
  CHECK(client.ending()->code == CloseCode::Abnormal);
}

// The server sends its message whole before it reads a byte.
std::function<void(RawSocket&)> stubborn(const Wire& message, int times) {
  return [&message, times](RawSocket& socket) {
    for (int i = 0; i < times; ++i) {
      socket.send(server().binary(message));
      CHECK_IN_THREAD(socket.read_frame().payload == message);
    }
    socket.send(server().close(1000));
    CHECK_IN_THREAD(socket.read_frame().words() == "close 1000");
  };
}

TEST_CASE_METHOD(NothingLeft, "16 MiB each way at once, one thread receives and one sends", "[rfc6455-5.4]") {
  const Wire message = noise(16 * kMiB);
  ScriptedServer scripted(ScriptedServer::opened(stubborn(message, 2)));
  Client client(scripted.url(), patient());
  std::thread sender([&] {
    for (int i = 0; i < 2; ++i) CHECK_IN_THREAD(client.send_binary(message));
  });
  for (int i = 0; i < 2; ++i) CHECK(client.receive()->payload == text_of(message));
  sender.join();
  CHECK_FALSE(client.receive());
  CHECK(client.ending()->clean);
}

TEST_CASE_METHOD(NothingLeft,
                 "16 MiB each way at once, by one thread: what comes while it sends is kept for it",
                 "[rfc6455-5.4]") {
  const Wire message = noise(16 * kMiB);
  ScriptedServer scripted(ScriptedServer::opened(stubborn(message, 2)));
  Client client(scripted.url(), patient());
  for (int i = 0; i < 2; ++i) {
    CHECK(client.send_binary(message));
    CHECK(client.receive()->payload == text_of(message));
  }
  CHECK_FALSE(client.receive());
  CHECK(client.ending()->clean);
}

TEST_CASE_METHOD(NothingLeft, "what a sending client keeps is bounded, empty messages too",
                 "[rfc6455-10.4]") {
  std::atomic<bool> stalled = false;
  ScriptedServer server(ScriptedServer::opened([&](RawSocket& socket) {
    // Reads nothing, and sends empty messages until the client takes no more of them; the system keeps some 9 MB.
    const Wire many = testing::server().frame(kText, Wire()) * 100'000;
    for (int i = 0; i < 60 && !stalled; ++i) {
      std::size_t sent = 0;
      while (sent < many.size() && !stalled) {
        pollfd writable{socket.fd(), POLLOUT, 0};
        if (::poll(&writable, 1, 1'000) == 0) {
          stalled = true;
          break;
        }
        const ssize_t count = ::send(socket.fd(), many.data() + sent, many.size() - sent, MSG_NOSIGNAL);
        if (count > 0) sent += static_cast<std::size_t>(count);
      }
    }
    socket.close();
  }));
  Client client(server.url());
  client.send_binary(Wire(32 << 20, 'x'));  // cannot be sent while nobody reads
  server.join();
  CHECK(stalled);
}

TEST_CASE_METHOD(NothingLeft, "the server closes while the client's messages still wait", "[rfc6455-5.5.1]") {
  const Wire message = noise(8 * kMiB);
  ScriptedServer scripted(ScriptedServer::opened([&](RawSocket& socket) {
    socket.send(server().text("go"));
    CHECK_IN_THREAD(socket.read_frame().words() == "text gone");
    socket.send(server().close(1000));
    CHECK_IN_THREAD(socket.read_frame().payload ==
                    message);  // what was under way comes whole, and the answer behind it
    CHECK_IN_THREAD(socket.read_frame().words() == "close 1000");
  }));
  Client client(scripted.url(), patient());
  CHECK(client.receive());
  CHECK(client.send_text("gone"));
  CHECK(client.send_binary(message));
  CHECK_FALSE(client.receive());
  CHECK(client.ending()->clean);
}

TEST_CASE_METHOD(NothingLeft, "a good message in front of a violation can still be answered",
                 "[rfc6455-7.1.7]") {
  for (const Wire& wrong :
       {server().frame(3, bytes("x")), server().end("of nothing"), server().text("\xFF")}) {
    ScriptedServer scripted(ScriptedServer::opened([&](RawSocket& socket) {
      socket.send(server().text("good") + wrong);
      CHECK_IN_THREAD(socket.read_frame().words() == "text good");
      CHECK_IN_THREAD(socket.read_frame().opcode == kClose);
    }));
    Client client(scripted.url(), patient());
    while (const auto message = client.receive())
      CHECK(client.send(message->kind, bytes_of(message->payload)));
    CHECK(client.ending()->violation.has_value());
  }
}

TEST_CASE_METHOD(NothingLeft, "nonce and masking keys may be chosen, so that the bytes are known",
                 "[rfc6455-5.3]") {
  class OneKey : public MaskSource {
   public:
    MaskingKey next_key() override { return {0x37, 0xfa, 0x21, 0x3d}; }
  } key;
  ScriptedServer scripted([](RawSocket& socket, const std::string& head) {
    CHECK_IN_THREAD(field(head, "Sec-WebSocket-Key") == "AQIDBAUGBwgJCgsMDQ4PEA==");
    socket.send(switching(head));
    const SeenFrame frame = socket.read_frame();
    CHECK_IN_THREAD(frame.text() == "Hello");
    CHECK_IN_THREAD(frame.key == hex("37 fa 21 3d"));
  });
  ClientOptions options = patient();
  options.nonce = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  options.keys = &key;
  Client client(scripted.url(), options);
  CHECK(client.send_text("Hello"));
  CHECK_FALSE(client.receive());
}

TEST_CASE_METHOD(NothingLeft, "a client that is destroyed ends TCP", "[rfc6455-7.1.5]") {
  ScriptedServer scripted(
      ScriptedServer::opened([&](RawSocket& socket) { CHECK_IN_THREAD(socket.read_all().empty()); }));
  Client client(scripted.url(), patient());
}

}  // namespace
}  // namespace ws101::testing
