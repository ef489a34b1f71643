// The client's opening handshake: what it sends, what it accepts, and what it says of everything else.
#include "client/connect.hpp"

#include "client/scripted_server.hpp"
#include "support/catch.hpp"
#include "support/splits.hpp"

namespace ws101::testing {
namespace {

ClientOptions patient() {
  ClientOptions options;
  options.connect_time = kPatience;
  options.closing_time = kPatience;
  return options;
}

// The error that the client throws for this answer.
ClientError error_for(const std::function<std::string(const std::string& head)>& answer,
                      ClientOptions options) {
  ScriptedServer server([&](RawSocket& socket, const std::string& head) { socket.send(answer(head)); });
  try {
    Client made(server.url(), options);
  } catch (const ClientError& error) {
    return error;
  }
  throw std::runtime_error("the client accepted the answer");
}
ClientError error_for(const std::function<std::string(const std::string& head)>& answer) {
  return error_for(answer, patient());
}

void check_says(const ClientError& error, const std::vector<std::string>& words) {
  CHECK(error.stage() == ClientError::Stage::Handshake);
  const std::string what = error.what();
  INFO(what);
  for (const std::string& word : words) CHECK(what.find(word) != std::string::npos);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST_CASE_METHOD(NothingLeft, "H16 a status other than 101 is shown, with what was expected",
                 "[rfc6455-4.1][hs-status]") {
  for (const int status : {200, 301, 400, 404, 426, 503}) {
    const ClientError error = error_for([&](const std::string&) {
      return "HTTP/1.1 " + std::to_string(status) +
             " Whatever\r\nLocation: ws://elsewhere.example/\r\nContent-Length: 0\r\n\r\n";
    });
    check_says(error, {"101", std::to_string(status)});
    CHECK(error.status() == status);
    CHECK(error.location() == (status == 301 ? "ws://elsewhere.example/" : ""));
  }
}

TEST_CASE_METHOD(NothingLeft, "H16 a wrong or missing Upgrade, Connection or Accept",
                 "[rfc6455-4.1][hs-upgrade][hs-connection][hs-accept]") {
  check_says(error_for([](const std::string& head) {
               return replaced(switching(head), "Upgrade: websocket\r\n", "");
             }),
             {"Upgrade"});
  check_says(error_for([](const std::string& head) { return replaced(switching(head), "websocket", "h2c"); }),
             {"websocket", "h2c"});
  check_says(error_for([](const std::string& head) {
               return replaced(switching(head), "Connection: Upgrade\r\n", "");
             }),
             {"Connection"});
  check_says(error_for([](const std::string& head) {
               return replaced(switching(head), "Connection: Upgrade", "Connection: close");
             }),
             {"Connection", "close"});
  check_says(error_for([](const std::string&) {
               return "HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
             }),
             {"Sec-WebSocket-Accept"});
  check_says(error_for([](const std::string& head) {
               return replaced(switching(head), "Sec-WebSocket-Accept: ", "Sec-WebSocket-Accept: s3pP");
             }),
             {"Sec-WebSocket-Accept", "s3pP"});
}

TEST_CASE_METHOD(NothingLeft, "H16 a subprotocol or an extension that was not offered, or twice",
                 "[rfc6455-4.1][rfc6455-5.8][rfc6455-7.2.1][hs-subprotocol][hs-extension]") {
  const auto with = [](const std::string& fields) {
    return [fields](const std::string& head) {
      return replaced(switching(head), "\r\n\r\n", "\r\n" + fields + "\r\n");
    };
  };
  check_says(error_for(with("Sec-WebSocket-Protocol: chat\r\n")), {"chat"});
  check_says(error_for(with("Sec-WebSocket-Extensions: permessage-deflate\r\n")), {"permessage-deflate"});
  ClientOptions options = patient();
  options.subprotocols = {"v1", "v2"};
  check_says(error_for(with("Sec-WebSocket-Protocol: v3\r\n"), options), {"v3"});
  check_says(error_for(with("Sec-WebSocket-Protocol: v1\r\nSec-WebSocket-Protocol: v2\r\n"), options),
             {"rotocol"});
  check_says(error_for(with("Sec-WebSocket-Protocol: v1, v2\r\n"), options), {"rotocol"});

  ScriptedServer good([&](RawSocket& socket, const std::string& head) {
    socket.send(with("Sec-WebSocket-Protocol: v2\r\n")(head)).read_all();
  });
  CHECK(Client(good.url(), options).subprotocol() == "v2");
  CHECK(field(good.head(), "Sec-WebSocket-Protocol") == "v1, v2");
}

TEST_CASE_METHOD(NothingLeft, "H16 what is not HTTP, too long, or ends too soon",
                 "[rfc6455-4.1][hs-status-line]") {
  check_says(error_for([](const std::string&) { return "SSH-2.0-OpenSSH_9.2\r\n\r\n"; }), {"HTTP"});
  check_says(error_for([](const std::string&) { return std::string(100'000, 'x'); }), {});
  check_says(error_for([](const std::string&) { return "HTTP/1.1 101 Swi"; }), {"TCP ended"});
  check_says(error_for([](const std::string&) { return ""; }), {"TCP ended"});
  ClientOptions options = patient();
  options.connect_time = std::chrono::milliseconds(40);
  ScriptedServer silent([](RawSocket& socket, const std::string&) { socket.read_all(); });
  try {
    Client made(silent.url(), options);
    FAIL("a client without an answer");
  } catch (const ClientError& error) {
    check_says(error, {"in time"});
  }
}

TEST_CASE_METHOD(NothingLeft, "H16 answers without end do not hold the client", "[rfc6455-4.1]") {
  check_says(error_for([](const std::string&) {
               std::string many;
               for (int i = 0; i < 10'000; ++i) many += "HTTP/1.1 100 Continue\r\n\r\n";
               return many;
             }),
             {});
}

TEST_CASE_METHOD(NothingLeft, "H16 interim answers are passed over", "[rfc9110-15.2]") {
  ScriptedServer server([](RawSocket& socket, const std::string& head) {
    socket.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + switching(head));
    socket.send(ws101::testing::server().text("hello")).read_all();
  });
  Client made(server.url(), patient());
  CHECK(made.receive()->payload == "hello");
}

TEST_CASE_METHOD(NothingLeft, "H17 a fresh nonce of 16 bytes, and a Host with the port", "[rfc6455-4.1]") {
  Seen keys;
  for (int i = 0; i < 8; ++i) {
    ScriptedServer server(ScriptedServer::opened([](RawSocket& socket) { socket.read_all(); }));
    Client(server.url("/path?query=%20"), patient());
    const std::string head = server.head();
    CHECK(head.rfind("GET /path?query=%20 HTTP/1.1\r\n", 0) == 0);
    CHECK(field(head, "Host") == "127.0.0.1:" + std::to_string(server.port()));
    CHECK(field(head, "Upgrade") == "websocket");
    CHECK(field(head, "Connection") == "Upgrade");
    CHECK(field(head, "Sec-WebSocket-Version") == "13");
    CHECK(field(head, "Origin") == "");
    const std::string key = field(head, "Sec-WebSocket-Key");
    CHECK(key.size() == 24);
    CHECK(key.substr(22) == "==");
    CHECK(std::count(keys.begin(), keys.end(), key) == 0);
    keys.push_back(key);
  }
}

TEST_CASE_METHOD(NothingLeft, "H17 the fields that the program adds", "[rfc6455-4.1]") {
  ScriptedServer server(ScriptedServer::opened([](RawSocket& socket) { socket.read_all(); }));
  ClientOptions options = patient();
  options.origin = "http://page.example";
  options.fields.add("Authorization", "Basic dTpw");
  Client(server.url(), options);
  CHECK(field(server.head(), "Origin") == "http://page.example");
  CHECK(field(server.head(), "Authorization") == "Basic dTpw");
}

TEST_CASE_METHOD(NothingLeft, "H3 the answer in any split, frames right behind it", "[rfc6455-4.1]") {
  const Wire frames =
      server().text("one") + server().ping("p") + server().binary(noise(300)) + server().close(1000);
  // The Accept is known only when the request has come; its length is always the same.
  const std::size_t size = switching("\r\nSec-WebSocket-Key: x\r\n").size() + frames.size();
  for (const Split& split : splits_of(size, SplitSet::Sweep)) {
    INFO("split: " << split.name);
    ScriptedServer scripted([&](RawSocket& socket, const std::string& head) {
      const Wire all = bytes(switching(head)) + frames;
      for (const auto& piece : pieces_of(std::span<const std::uint8_t>(all), split)) socket.send(piece);
      CHECK_IN_THREAD(socket.read_frame().words() == "pong p");
      CHECK_IN_THREAD(socket.read_frame().words() == "close 1000");  // the server ends TCP first
    });
    Client made(scripted.url(), patient());
    CHECK(made.receive()->payload == "one");
    CHECK(made.receive()->payload.size() == 300);
    CHECK_FALSE(made.receive());
    CHECK(made.ending()->clean);
  }
}

TEST_CASE_METHOD(NothingLeft, "a URL that cannot be used is refused in words", "[rfc6455-3]") {
  for (const std::string wrong :
       {"", "http//", "wss://example.com/", "ws://", "ws://host:99999/", "ws://a b/", "ws://h/#f"}) {
    INFO(wrong);
    try {
      Client made(wrong);
      FAIL("connected");
    } catch (const ClientError& error) {
      CHECK(error.stage() == ClientError::Stage::Url);
      CHECK(std::string(error.what()).size() > 10);
      if (wrong.rfind("wss", 0) == 0) CHECK(std::string(error.what()).find("TLS") != std::string::npos);
    }
  }
}

TEST_CASE_METHOD(NothingLeft, "a server that is not there, or does not take the connection",
                 "[rfc6455-4.1]") {
  std::uint16_t port = 0;
  {
    RawListener gone;
    port = gone.port();
  }
  const auto stage = [](const std::string& url, std::chrono::milliseconds time) {
    ClientOptions options;
    options.connect_time = time;
    try {
      Client made(url, options);
    } catch (const ClientError& error) {
      CHECK(std::string(error.what()).find("cannot") != std::string::npos);
      return error.stage();
    }
    throw std::runtime_error("connected");
  };
  CHECK(stage("ws://127.0.0.1:" + std::to_string(port) + "/", kPatience) == ClientError::Stage::Connect);
  CHECK(stage("ws://name.invalid/", kPatience) == ClientError::Stage::Connect);
  // A full queue of a listener that never accepts: SYNs are dropped.
  RawListener full(0);
  std::vector<int> fillers;
  for (int i = 0; i < 4; ++i) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(full.port());
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    static_cast<void>(::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to));
    fillers.push_back(fd);
  }
  CHECK(stage("ws://127.0.0.1:" + std::to_string(full.port()) + "/", std::chrono::milliseconds(50)) ==
        ClientError::Stage::Connect);
  for (const int fd : fillers) ::close(fd);
}

}  // namespace
}  // namespace ws101::testing
