// The real wscat against the real wsecho, and against servers that do not behave.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "one_client.hpp"
#include "run_program.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;

namespace {

Ran wscat(const std::vector<std::string>& arguments, const std::string& input = "") {
  return run("wscat", arguments, input);
}

struct Echo : ServerProgram {
  Echo() : ServerProgram("wsecho", {"--port", "0", "--quiet"}) {}
};

// A server for one client, as good or bad as the bytes it is given: they are sent behind the answer to the handshake,
// or in its place; then it reads until the client ends TCP (or ends TCP itself).
struct ScriptedServer : OneClient {
  ScriptedServer(const std::string& bytes, bool shakes_hands, bool ends_tcp = false)
      : OneClient([=](ws101::TcpSocket& socket) {
          const std::string answer = handshake_answer(socket);
          socket.send_all(ws101::bytes_of(shakes_hands ? answer + bytes : bytes));
          if (ends_tcp) socket.shutdown_send();
          read_all(socket);
        }) {}
  std::string url() const { return "ws://" + text() + "/"; }
};

}  // namespace

TEST_CASE("wscat prints the echo of piped lines and ends with 0") {
  const Echo echo;
  const Ran ran = wscat({"--wait", "300ms", echo.url()}, "one\ntwo\n\nlast without a line break");
  CHECK(ran.output == "one\ntwo\n\nlast without a line break\n");
  CHECK(ran.error.empty());
  CHECK(ran.status == 0);
}

TEST_CASE("wscat --deflate and wsecho --deflate compress what they say") {
  const std::string text(2000, 'x');
  for (const char* server : {"--deflate", "--deflate=server_max_window_bits=9,client_max_window_bits=10"}) {
    const ServerProgram echo("wsecho", {"--port", "0", "--quiet", server});
    for (const char* client :
         {"--deflate", "--deflate=client_no_context_takeover;server_max_window_bits=12"}) {
      const Ran ran = wscat({client, "--trace", "--wait", "300ms", echo.url()}, text + "\n" + text + "\n");
      CHECK(ran.output == text + "\n" + text + "\n");
      CHECK(ran.error.find("> inflates to 2000 bytes") != std::string::npos);
      CHECK(ran.error.find("< inflates to 2000 bytes") != std::string::npos);
      CHECK(ran.status == 0);
    }
  }
  CHECK(wscat({"--deflate=server_max_window_bits=7", "ws://127.0.0.1:1/"}).status == 2);
}

TEST_CASE("wscat --once sends one message, prints one, and does not wait") {
  const Echo echo;
  const Ran ran = wscat({"--once", echo.url()}, "first\nsecond\n");
  CHECK(ran.output == "first\n");
  CHECK(ran.status == 0);
}

TEST_CASE("wscat sends a file as one message, binary as it is") {
  const Echo echo;
  const auto path = std::filesystem::temp_directory_path() / ("wscat_test_" + std::to_string(::getpid()));
  std::string content;
  for (int i = 0; i < 300'000; ++i) content += static_cast<char>(i * 7);
  std::ofstream(path, std::ios::binary) << content;
  const Ran ran = wscat({"--once", "--binary", "--file", path.string(), echo.url()});
  std::filesystem::remove(path);
  CHECK(ran.output == content);
  CHECK(ran.status == 0);
}

TEST_CASE("wscat refuses to send text that is not UTF-8") {
  const Echo echo;
  const Ran ran = wscat({echo.url()},
                        "good\nb\xff"
                        "d\n");
  CHECK(ran.error ==
        "wscat: line 2 was not sent: expected UTF-8, got something else at byte 2; --binary sends any "
        "bytes\n");
  CHECK(ran.status == 1);
}

TEST_CASE("wscat --close takes its reason from the argument beside the URL") {
  const Echo echo;
  for (const bool url_first : {false, true}) {
    std::vector<std::string> words{"--trace", "--wait", "0", "--close", "4000", "good bye", echo.url()};
    if (url_first) std::swap(words[5], words[6]);
    const Ran ran = wscat(words);
    CAPTURE(ran.error);
    CHECK(ran.error.find("4000 private use (4000-4999) \"good bye\"") != std::string::npos);
    CHECK(ran.status == 0);
  }
}

TEST_CASE("wscat says what is wrong with its command line and ends with 2") {
  const std::vector<std::vector<std::string>> wrong = {
      {},
      {"--bad", "ws://h/"},
      {"ws://a/", "ws://b/"},
      {"--close", "1005", "ws://a/"},
      {"--close", "1000", "--reason", std::string(124, 'x'), "ws://a/"},
      {"--reason", "x", "ws://a/"},
      {"--header", "no colon", "ws://a/"},
      {"--listen", "70000"},
      {"--listen", "0", "--once"},
      {"--echo", "--binary", "ws://a/"},
      {"--host", "::1", "ws://a/"},
      {"--wait", "soon", "ws://a/"},
      {"--subprotocol", "a b", "ws://127.0.0.1:1/"},
      {"http://127.0.0.1/"},
  };
  for (const auto& arguments : wrong) {
    const Ran ran = wscat(arguments);
    CAPTURE(arguments, ran.error);
    CHECK(ran.status == 2);
    CHECK(ran.error.starts_with("wscat: "));
    CHECK(ran.output.empty());
  }
}

TEST_CASE("wscat refuses wss:// and says how to put a TLS proxy in front") {
  const Ran ran = wscat({"wss://example.org/"});
  CHECK(ran.status == 2);
  CHECK(ran.error.find("Put a TLS proxy in front") != std::string::npos);
}

TEST_CASE("wscat shows status and target of a redirect and does not follow it", "[rfc6455-4.1]") {
  const ScriptedServer server(
      "HTTP/1.1 302 Found\r\nLocation: ws://elsewhere/\x1b[2J\r\nContent-Length: 0\r\n\r\n", false, true);
  const Ran ran = wscat({server.url()});
  CAPTURE(ran.error);
  CHECK(ran.status == 1);
  CHECK(ran.error.find('\x1b') == std::string::npos);
}

TEST_CASE("wscat ends with 3 when TCP ends without a closing handshake", "[rfc6455-7.1.5]") {
  const ScriptedServer server(std::string("\x81\x02hi", 4), true, true);
  const Ran ran = wscat({"--wait", "forever", server.url()});
  CHECK(ran.output == "hi\n");
  CHECK(ran.status == 3);
  CHECK(ran.error == "wscat: TCP ended without a closing handshake\n");
}

TEST_CASE("wscat --echo ends with 3 when the server breaks the protocol", "[rfc6455-5.1]") {
  const ScriptedServer server(std::string("\x83\x00", 2), true);
  const Ran ran = wscat({"--echo", server.url()});
  CHECK(ran.output.empty());
  CHECK(ran.status == 3);
  CHECK(ran.error.find("closed with 1002 Protocol Error") != std::string::npos);
}

TEST_CASE("wscat --echo ends with 0 after a clean close of any code") {
  const ScriptedServer server(std::string("\x88\x04\x0f\xa1no", 6), true, true);
  const Ran ran = wscat({"--echo", server.url()});
  CHECK(ran.status == 0);
  CHECK(ran.error == "wscat: the peer closed: 4001 private use (4000-4999), \"no\"\n");
}

TEST_CASE("wscat --once ends with 3 when the server closes without an answer") {
  const ScriptedServer server(std::string("\x88\x02\x03\xe8", 4), true, true);
  const Ran ran = wscat({"--once", server.url()}, "question\n");
  CHECK(ran.output.empty());
  CHECK(ran.status == 3);
}

TEST_CASE("wscat closes with 1001 on Ctrl-C and ends with 0") {
  const Echo echo;
  Program program("wscat", {"--trace", echo.url()});
  program.write("here\n");
  REQUIRE(program.wait_for_output("here\n"));
  program.signal(SIGINT);
  CHECK(program.finish() == 0);
  CHECK(program.error.find("1001 Going Away") != std::string::npos);
}

TEST_CASE("a second Ctrl-C ends wscat at once when the server does not answer the first") {
  const ScriptedServer server(std::string("\x81\x02hi", 4), true);
  Program program("wscat", {"--trace", server.url()});
  REQUIRE(program.wait_for_output("hi\n"));
  program.signal(SIGINT);
  REQUIRE(program.wait_for_error("1001 Going Away"));
  program.signal(SIGINT);
  CHECK(program.finish() == 128 + SIGINT);
}

TEST_CASE("wscat --ping-interval ends a connection whose pings are not answered") {
  const ScriptedServer server("", true);
  Program program("wscat", {"--ping-interval", "50ms", server.url()});
  CHECK(program.finish() == 3);
  CHECK(program.error == "wscat: no pong came within the ping interval: the peer is taken for dead\n");
}

TEST_CASE("wscat --listen gives its input to a client and prints what the client says") {
  ServerProgram server("wscat", {"--listen", "0"});
  server.write("welcome\n");
  Program client("wscat", {server.url()});
  REQUIRE(client.wait_for_output("welcome\n"));
  client.write("hello\n");
  REQUIRE(server.wait_for_output("#1 hello\n"));
  server.signal(SIGINT);
  CHECK(server.finish() == 0);
  CHECK(client.finish() == 0);
}

TEST_CASE("wscat --listen says which line is not UTF-8, and where") {
  ServerProgram server("wscat", {"--listen", "0"});
  Program client("wscat", {server.url()});
  server.write("b\xff\n");
  CHECK(server.wait_for_error("line 1 was not sent: expected UTF-8, got something else at byte 2;"));
  server.signal(SIGINT);
  CHECK(server.finish() == 0);
  CHECK(client.finish() == 0);
}

TEST_CASE("a program that is started without a standard stream does not take its connection for it") {
  Echo echo;
  for (const char* closed : {"<&-", ">&-", "<&- >&-", "<&- >&- 2>&-"}) {
    INFO(closed);
    const std::string command = std::string("printf hi | timeout 20 ") + WS101_BIN + "/wscat --once " +
                                echo.url() + " 2> /dev/null " + closed;
    const int status = std::system(command.c_str());
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 1);  // input or output failed
  }
}

TEST_CASE("the end of the terminal stops a server in good order, a file that may not grow does not") {
  Echo echo;
  echo.signal(SIGXFSZ);
  CHECK(wscat({"--once", echo.url()}, "hi\n").output == "hi\n");
  echo.signal(SIGHUP);
  CHECK(echo.finish() == 0);
}
