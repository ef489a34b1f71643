// The first line alone: what is read from it, and at which byte a wrong one leaves the grammar.
#include "handshake/http_start_line.hpp"

#include <string>

#include "support/alone.hpp"
#include "support/catch.hpp"

using namespace ws101;

namespace {

// "GET /chat 1.1", or "error at 4".
std::string request(std::string_view line) {
  RequestHead head;
  const testing::Alone alone(line);
  const auto issue = read_start_line(alone.text(), head);
  if (issue) {
    CHECK(issue->violation == HandshakeViolation::RequestLine);
    return "error at " + std::to_string(issue->offset);
  }
  return head.method + " " + head.target + " " + std::to_string(head.version.first) + "." +
         std::to_string(head.version.second);
}

// "101 1.1 Switching Protocols", or "error at 8".
std::string response(std::string_view line) {
  ResponseHead head;
  const testing::Alone alone(line);
  const auto issue = read_start_line(alone.text(), head);
  if (issue) {
    CHECK(issue->violation == HandshakeViolation::StatusLine);
    return "error at " + std::to_string(issue->offset);
  }
  return std::to_string(head.status) + " " + std::to_string(head.version.first) + "." +
         std::to_string(head.version.second) + " " + head.reason;
}

}  // namespace

TEST_CASE("the parts of a request line", "[rfc9112-3]") {
  CHECK(request("GET /chat?room=1 HTTP/1.1") == "GET /chat?room=1 1.1");
  CHECK(request("OPTIONS * HTTP/1.0") == "OPTIONS * 1.0");
  CHECK(request("M-SEARCH http://a/ HTTP/2.0") ==
        "M-SEARCH http://a/ 2.0");  // no method or version is refused here
}

TEST_CASE("where a request line goes wrong", "[rfc9112-3][hs-request-line]") {
  CHECK(request("") == "error at 0");
  CHECK(request("GET") == "error at 0");
  CHECK(request(" / HTTP/1.1") == "error at 0");
  CHECK(request("GE(T / HTTP/1.1") == "error at 0");
  CHECK(request("GET /") == "error at 5");
  CHECK(request("GET  / HTTP/1.1") == "error at 4");
  CHECK(request("GET /a\tb HTTP/1.1") == "error at 6");
  CHECK(request("GET /\xC3\xA9 HTTP/1.1") == "error at 5");
  CHECK(request("GET / HTTP/1.1 ") == "error at 6");
  CHECK(request("GET / http/1.1") == "error at 6");
  CHECK(request("GET / HTTP/11") == "error at 6");
  CHECK(request("GET / HTTP/1.x") == "error at 6");
  CHECK(request("GET / ") == "error at 6");
}

TEST_CASE("a wrong start line says what was meant, if that is clear", "[rfc9112-3][hs-request-line]") {
  const struct {
    const char* line;
    const char* method;
    const char* target;
    const char* words;  // in the issue
  } requests[] = {
      {"GET /chat?name=John Doe HTTP/1.1", "GET", "/chat?name=John Doe",
       "a space in the target is written %20"},
      {"GET /chat  HTTP/1.1", "GET", "/chat", "one space is between them"},
      {"GET  HTTP/1.1", "GET", "", "one space between method and target"},
      {"GET HTTP/1.1", "GET", "", "a target such as / after the method"},
      {"GET /chat", "GET", "/chat", "a space and HTTP/1.1 after the target"},
      {"GET /chat WebSocket/13", "GET", "/chat", "got \"WebSocket/13\""},
      {"GET /\xC3\xA9 HTTP/1.1", "GET", "/\xC3\xA9", "got 0xc3"},
      {"SSH-2.0-OpenSSH_9.2 Debian", "", "", "a space and HTTP/1.1 after the target"},
  };
  for (const auto& [line, method, target, words] : requests) {
    CAPTURE(line);
    RequestHead head;
    const auto issue = read_start_line(line, head);
    REQUIRE(issue);
    CHECK(head.method == method);
    CHECK(head.target == target);
    CHECK(issue->detail.find(words) != std::string::npos);
  }
  const std::pair<const char*, int> responses[] = {{"HTTP/1.1  101 Switching Protocols", 101},
                                                   {"HTTP/1.1 101Switching Protocols", 101},
                                                   {"HTTP/1.1 1010", 0},
                                                   {"HTTP/1.1 Switching Protocols", 0}};
  for (const auto& [line, status] : responses) {
    CAPTURE(line);
    ResponseHead head;
    CHECK(read_start_line(line, head));
    CHECK(head.status == status);
  }
}

TEST_CASE("an issue shows what came, escaped") {
  RequestHead head;
  const auto issue = read_start_line("GET /\x1B[2J HTTP/1.1", head);
  REQUIRE(issue);
  CHECK(issue->detail == "expected visible ASCII in the target (the rest as %XX), got 0x1b");
  const auto other = read_start_line("GET / HTTP/\x1B", head);
  REQUIRE(other);
  CHECK(other->detail.find('\x1B') == std::string::npos);
}

TEST_CASE("the parts of a status line", "[rfc9112-4]") {
  CHECK(response("HTTP/1.1 101 Switching Protocols") == "101 1.1 Switching Protocols");
  CHECK(response("HTTP/1.0 404 ") == "404 1.0 ");
  CHECK(response("HTTP/1.1 200") == "200 1.1 ");  // the space before an empty reason may be missing
  CHECK(response("HTTP/1.1 599 caf\xC3\xA9") == "599 1.1 caf\xC3\xA9");
}

TEST_CASE("where a status line goes wrong", "[rfc9112-4][hs-status-line]") {
  CHECK(response("") == "error at 0");
  CHECK(response("SSH-2.0-OpenSSH_9.2") == "error at 0");
  CHECK(response("http/1.1 101 x") == "error at 0");
  CHECK(response("HTTP/1.1") == "error at 8");
  CHECK(response("HTTP/1.1  101") == "error at 8");
  CHECK(response("HTTP/1.1 10") == "error at 8");
  CHECK(response("HTTP/1.1 1010") == "error at 8");
  CHECK(response("HTTP/1.1 099 x") == "error at 8");
  CHECK(response("HTTP/1.1 1x1 x") == "error at 8");
}
