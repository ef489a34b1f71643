// wscat --raw: bytes over TCP as they are, against servers of a few lines and against the real wsecho.
#include <array>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "one_client.hpp"
#include "run_program.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;
using ws101::TcpSocket;

namespace {

using namespace std::string_literals;

Ran raw(std::vector<std::string> arguments, const std::string& input = "") {
  arguments.insert(arguments.begin(), "--raw");
  return run("wscat", arguments, input);
}

// "Hello", masked, and a Close with 1000, as in RFC 6455 5.7.
const std::string kHello = "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58"s;
const std::string kClose = "\x88\x82\x37\xfa\x21\x3d\x34\x12"s;

}  // namespace

TEST_CASE("wscat --raw carries bytes as they are, and the end of the input ends our half") {
  std::string got;
  const std::string bytes = "\0\xff\r\n\x1b[2J\n\n\x80"s;
  Ran ran;
  {
    OneClient server([&](TcpSocket& socket) {
      got = read_all(socket);  // returns at the end of our half alone
      socket.send_all(ws101::bytes_of("<" + got + ">"));
    });
    ran = raw({server.text()}, bytes);
  }
  CHECK(ran.status == 0);
  CHECK(got == bytes);
  CHECK(ran.output == "<" + bytes + ">");
  CHECK(ran.error.empty());
}

TEST_CASE("wscat --raw carries megabytes each way") {
  std::string bytes(std::size_t{4} << 20, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7 >> 3);
  OneClient server([](TcpSocket& socket) { socket.send_all(ws101::bytes_of(read_all(socket))); });
  const Ran ran = raw({server.text()}, bytes);
  CHECK(ran.status == 0);
  CHECK(ran.output == bytes);
}

TEST_CASE("wscat --raw shows what comes before the input ends, and leaves with the peer") {
  OneClient server([](TcpSocket& socket) { socket.send_all(ws101::bytes_of("early\n")); });
  Program program("wscat", {"--raw", server.text()});
  CHECK(program.wait_for_output("early\n"));
  CHECK(program.finish() == 0);  // its input is still open
}

TEST_CASE("wscat --raw waits a bounded time for a peer that does not end") {
  OneClient server([](TcpSocket& socket) {
    // It goes on talking until nobody listens.
    while (socket.send_all(ws101::bytes_of("and on ")))
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
  });
  const Ran ran = raw({"--timeout", "200ms", server.text()}, "x");
  CHECK(ran.status == 3);
  CHECK(ran.output.starts_with("and on and on "));
  CHECK(ran.error == "wscat: the peer did not end TCP within 200 ms of the end of the input (--timeout)\n");
}

TEST_CASE("wscat --raw tells of a reset") {
  OneClient server([](TcpSocket& socket) {
    std::array<std::uint8_t, 1> byte;
    socket.receive(byte);
    socket.reset_on_close();
    socket.close();
  });
  const Ran ran = raw({server.text()}, "x");
  CHECK(ran.status == 3);
  CHECK(ran.error.find("reset") != std::string::npos);
}

TEST_CASE("wscat --raw HOST:PORT speaks whatever its user speaks") {
  const ServerProgram echo("wsecho", {"--port", "0", "--quiet"});
  const std::string host = echo.url().substr(5, echo.url().size() - 6);
  const Ran ran = raw({host}, "GET / HTTP/1.0\r\n\r\n");
  CHECK(ran.status == 0);
  CHECK(ran.output.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(ran.output.find("</html>") != std::string::npos);
}

TEST_CASE("wscat --raw URL makes the handshake and leaves the frames to its user") {
  const ServerProgram echo("wsecho", {"--port", "0", "--quiet"});
  SECTION("with a Close") {
    const Ran ran = raw({echo.url()}, kHello + kClose);
    CHECK(ran.status == 0);
    CHECK(ran.output == "\x81\x05Hello\x88\x02\x03\xe8"s);
  }
  SECTION("without: the echo, and the end") {
    const Ran ran = raw({echo.url()}, kHello);
    CHECK(ran.status == 0);
    CHECK(ran.output == "\x81\x05Hello");
  }
  SECTION("a frame that no client may send") {
    const Ran ran = raw({echo.url()}, "\x81\x02Hi");
    CHECK(ran.status == 0);
    CHECK(ran.output.substr(0, 1) == "\x88");
    CHECK(ran.output.substr(2, 2) == "\x03\xea");  // 1002
  }
}

TEST_CASE("wscat --raw URL shows frames that came with the answer to the handshake") {
  OneClient server([](TcpSocket& socket) {
    socket.send_all(ws101::bytes_of(handshake_answer(socket) + "\x89\x02hi"));
    socket.shutdown_send();
    read_all(socket);
  });
  const Ran ran = raw({"ws://" + server.text() + "/"});
  CHECK(ran.status == 0);
  CHECK(ran.output == "\x89\x02hi");
}

TEST_CASE("wscat --raw: command lines that make no sense") {
  CHECK(raw({}).status == 2);
  CHECK(raw({"127.0.0.1"}).status == 2);
  CHECK(raw({"127.0.0.1:"}).status == 2);
  CHECK(raw({"127.0.0.1:8000/"}).status == 2);
  CHECK(raw({"127.0.0.1:70000"}).status == 2);
  CHECK(raw({"::1:8000"}).status == 2);
  CHECK(raw({"wss://127.0.0.1:8000/"}).status == 2);
  CHECK(raw({"--origin", "http://a", "127.0.0.1:8000"}).status == 2);
  CHECK(raw({"--deflate", "127.0.0.1:8000"}).status == 2);
  for (const std::string option :
       {"--echo", "--once", "--binary", "--trace", "--show-ping-pong", "--as-is", "--close=1000", "--wait=1",
        "--file=-", "--listen=0", "--ping-interval=1"}) {
    CAPTURE(option);
    const Ran ran = raw({option, "127.0.0.1:1"});
    CHECK(ran.status == 2);
    CHECK(ran.error.find("--raw") != std::string::npos);
  }
  Program without("wscat", {"--timeout", "1s", "ws://127.0.0.1:1/"});
  CHECK(without.finish() == 2);
}

TEST_CASE("wscat --raw: nobody listens") {
  std::string nobody;
  {
    const ws101::TcpListener listener("127.0.0.1", 0);
    nobody = listener.local().text();
  }
  CHECK(raw({nobody}).status == 1);
  CHECK(raw({"ws://" + nobody + "/"}).status == 1);
}
