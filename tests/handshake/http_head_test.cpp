// The head parser: what it takes, what it refuses, at which byte, and that no split changes any of it.
#include "handshake/http_head.hpp"

#include <string>

#include "handshake/captured.hpp"
#include "handshake/reading.hpp"

using namespace ws101;
using namespace ws101::testing;

namespace {

HandshakeIssue require_issue(std::string_view bytes, HeadLimits limits = {}) {
  const auto outcome = read_head<RequestHead>(bytes, limits);
  INFO("outcome: " << words(outcome));
  REQUIRE(std::holds_alternative<HandshakeIssue>(outcome));
  return std::get<HandshakeIssue>(outcome);
}

void check_issue(std::string_view bytes, HandshakeViolation violation, std::size_t offset, int status = 400) {
  CAPTURE(bytes);
  const HandshakeIssue issue = require_issue(bytes);
  CHECK(issue.violation == violation);
  CHECK(issue.offset == offset);
  CHECK(issue.status() == status);
  CHECK_FALSE(issue.detail.empty());
}

}  // namespace

TEST_CASE("a request head gives its line, its fields in order and its size") {
  const RequestHead head = require_head<RequestHead>(kSampleRequest);
  CHECK(head.method == "GET");
  CHECK(head.target == "/chat");
  CHECK(head.version.first == 1);
  CHECK(head.version.second == 1);
  CHECK(head.fields.size() == 7);
  CHECK(head.fields.begin()->name == "Host");
  CHECK(head.fields.begin()->value == "server.example.com");
  CHECK(head.fields.begin()->offset == 20);
  CHECK(head.fields.value("sec-websocket-key") == kSampleKey);
  CHECK(head.size == kSampleRequest.size());
}

TEST_CASE("a response head gives its status") {
  const ResponseHead head = require_head<ResponseHead>(kPythonResponse);
  CHECK(head.status == 101);
  CHECK(head.reason == "Switching Protocols");
  CHECK(head.fields.value("Server") == "Python/3.11 websockets/10.4");
  CHECK(require_head<ResponseHead>("HTTP/1.1 200 \r\n\r\n").reason.empty());
  CHECK(require_head<ResponseHead>("HTTP/1.0 404\r\n\r\n").status == 404);
}

TEST_CASE("a malformed status line is refused", "[rfc9112-4][hs-status-line]") {
  for (const std::string line :
       {"HTTP/1.1", "HTTP/1.1 ", "HTTP/1.1  101 x", "HTTP/1.1 10", "HTTP/1.1 1010", "HTTP/1.1 10x Y",
        "HTTP/1.1 010 Y", "HTTX/1.1 101 Y", "http/1.1 101 Y", "", "GET / HTTP/1.1"}) {
    CAPTURE(line);
    const auto outcome = read_head<ResponseHead>(line + "\r\n\r\n");
    REQUIRE(std::holds_alternative<HandshakeIssue>(outcome));
    CHECK(std::get<HandshakeIssue>(outcome).violation == HandshakeViolation::StatusLine);
  }
}

TEST_CASE("H3 what follows the head in the same segment is not consumed") {
  const std::string request(kSampleRequest);
  const std::string frames = "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58\n\n\r\n\r\n";
  CHECK(require_head<RequestHead>(request + frames).size == request.size());
}

TEST_CASE("need more consumes nothing, and every beginning of a head needs more") {
  RequestHeadParser parser;
  for (std::size_t n = 0; n < kSampleRequest.size(); ++n) {
    INFO("with " << n << " bytes");
    const Alone start(kSampleRequest.substr(0, n));
    REQUIRE(std::holds_alternative<NeedMore>(parser.parse(start.text())));
    REQUIRE(std::holds_alternative<NeedMore>(parser.parse(start.text())));
  }
  REQUIRE(std::holds_alternative<RequestHead>(parser.parse(kSampleRequest)));
}

TEST_CASE("after a head the parser is as new") {
  RequestHeadParser parser;
  REQUIRE(std::holds_alternative<RequestHead>(parser.parse(kSampleRequest)));
  REQUIRE(std::holds_alternative<NeedMore>(parser.parse("GET / HTTP/1.1\r\n")));
  const std::string_view second = "GET / HTTP/1.1\r\nHost: b\r\n\r\n";
  CHECK(words<RequestHead>(parser.parse(second)) == words<RequestHead>(RequestHeadParser().parse(second)));
}

TEST_CASE("after an issue the parser repeats it, whatever follows") {
  for (const std::string wrong :
       {"A : b\r\n", "A: \x01\r\n", "A: b\n", "A: b\rc\r\n", " b\r\n", "A\r\n", "@: b\r\n"}) {
    CAPTURE(wrong);
    RequestHeadParser strict;
    const std::string start = "GET / HTTP/1.1\r\nHost: a\r\n" + wrong;
    const auto first = strict.parse(start);
    REQUIRE(std::holds_alternative<HandshakeIssue>(first));
    CHECK(words<RequestHead>(strict.parse(start)) == words<RequestHead>(first));
    CHECK(words<RequestHead>(strict.parse(start + "C: d\r\n\r\n")) == words<RequestHead>(first));
  }
}

TEST_CASE("empty lines before the request line are skipped", "[rfc9112-2.2]") {
  const RequestHead head = require_head<RequestHead>("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(head.target == "/");
  CHECK(head.size == 31);
  CHECK(head.fields.begin()->offset == 20);
}

TEST_CASE("H2 field values lose the white space around them and keep the rest") {
  const RequestHead head = require_head<RequestHead>(
      "GET / HTTP/1.1\r\nA:b\r\nB:  \t b c \t\r\nC:\r\nD: \t \r\nE: a:b\r\n!#$%&'*+-.^_`|~09: "
      "\xc3\xa9\r\n\r\n");
  CHECK(head.fields.value("a") == "b");
  CHECK(head.fields.value("b") == "b c");
  REQUIRE(head.fields.find("c") != nullptr);
  CHECK(head.fields.value("c").empty());
  CHECK(head.fields.value("d").empty());
  CHECK(head.fields.value("e") == "a:b");
  CHECK(head.fields.value("!#$%&'*+-.^_`|~09") == "\xc3\xa9");
}

TEST_CASE("any version is read: it is judged by who knows what is asked", "[rfc9112-2.3]") {
  for (int first = 0; first <= 9; ++first) {
    for (int second = 0; second <= 9; ++second) {
      const std::string version = std::to_string(first) + "." + std::to_string(second);
      CHECK(start_line_words(require_head<RequestHead>("GET / HTTP/" + version + "\r\n\r\n")) ==
            "GET / " + version);
    }
  }
}

TEST_CASE("H5 malformed request lines", "[rfc9112-3][hs-request-line]") {
  const auto line = [](std::string text, std::size_t offset) {
    check_issue(text + "\r\nHost: a\r\n\r\n", HandshakeViolation::RequestLine, offset);
  };
  line("GET", 0);
  line("GET /", 5);
  line("GET / ", 6);
  line("GET  / HTTP/1.1", 4);
  line(" GET / HTTP/1.1", 0);
  line("GET / HTTP/1.1 ", 6);
  line("GET / HTTP/1.1 x", 6);
  line("GET / a HTTP/1.1", 6);
  line("GET / http/1.1", 6);
  line("GET / HTTP/11", 6);
  line("GET / HTTP/1.", 6);
  line("GET / HTTP/1.x", 6);
  line("GET / HTTP/1.10", 6);
  line("G(T / HTTP/1.1", 0);
  line("GET\t/ HTTP/1.1", 0);
  line("GET /\xc3\xa9 HTTP/1.1", 5);
  line("GET /a\tb HTTP/1.1", 6);
  line("hello", 0);
}

TEST_CASE("H5 header without colon, or with a name that is not a token", "[rfc9112-5][hs-field]") {
  check_issue("GET / HTTP/1.1\r\nHost a\r\n\r\n", HandshakeViolation::FieldLine, 16);
  check_issue("GET / HTTP/1.1\r\n: a\r\n\r\n", HandshakeViolation::FieldLine, 16);
  check_issue("GET / HTTP/1.1\r\nHo st: a\r\n\r\n", HandshakeViolation::FieldLine, 18);
  check_issue("GET / HTTP/1.1\r\nHo\xc3\xa9: a\r\n\r\n", HandshakeViolation::FieldLine, 18);
  check_issue("GET / HTTP/1.1\r\n(Host): a\r\n\r\n", HandshakeViolation::FieldLine, 16);
}

TEST_CASE("H5 space before the colon", "[rfc9112-5.1][hs-field]") {
  check_issue("GET / HTTP/1.1\r\nHost : a\r\n\r\n", HandshakeViolation::SpaceInName, 20);
  check_issue("GET / HTTP/1.1\r\nHost\t: a\r\n\r\n", HandshakeViolation::SpaceInName, 20);
}

TEST_CASE("H5 folded line", "[rfc9112-5.2][hs-field]") {
  check_issue("GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", HandshakeViolation::FoldedLine, 25);
  check_issue("GET / HTTP/1.1\r\nHost: a\r\n\tb\r\n\r\n", HandshakeViolation::FoldedLine, 25);
  check_issue("GET / HTTP/1.1\r\n Host: a\r\n\r\n", HandshakeViolation::FoldedLine, 16);
}

TEST_CASE("H5 NUL or control byte, anywhere", "[rfc9110-5.5][hs-field]") {
  const std::string request(kSampleRequest);
  for (const char control : {'\0', '\x01', '\x0b', '\x0c', '\x1b', '\x1f', '\x7f'}) {
    for (const std::size_t at :
         {std::size_t{1}, std::size_t{6}, request.find("server"), request.find("Upgrade")}) {
      std::string bytes = request;
      bytes[at] = control;
      check_issue(bytes, HandshakeViolation::ControlByte, at);
    }
  }
}

TEST_CASE("a TLS client is told that this is plain TCP") {
  const HandshakeIssue issue = require_issue(std::string("\x16\x03\x01\x02\x00\x01", 6));
  CHECK(issue.offset == 0);
  CHECK(issue.detail.find("TLS") != std::string::npos);
}

TEST_CASE("H5 bare LF lines, bare CR", "[rfc9112-2.2][hs-line-ending]") {
  check_issue("GET / HTTP/1.1\nHost: a\n\n", HandshakeViolation::LineEnding, 14);
  check_issue("GET / HTTP/1.1\r\nHost: a\n\r\n", HandshakeViolation::LineEnding, 23);
  check_issue("GET / HTTP/1.1\r\nHost: a\r\n\n", HandshakeViolation::LineEnding, 25);
  check_issue("GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n", HandshakeViolation::LineEnding, 23);
  check_issue("GET / HTTP/1.1\r\r\nHost: a\r\n\r\n", HandshakeViolation::LineEnding, 14);
  check_issue("\n", HandshakeViolation::LineEnding, 0);
}

TEST_CASE("H9 head larger than 8 KiB", "[hs-size]") {
  const std::string start = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
  const std::string fits = start + std::string(kDefaultMaxHeadBytes - start.size() - 4, 'x') + "\r\n\r\n";
  REQUIRE(fits.size() == 8192);
  CHECK(require_head<RequestHead>(fits).size == 8192);

  const std::string over = start + std::string(kDefaultMaxHeadBytes - start.size() - 3, 'x') + "\r\n\r\n";
  const HandshakeIssue issue = require_issue(over);
  CHECK(issue.violation == HandshakeViolation::HeadTooLarge);
  CHECK(issue.status() == 431);
  CHECK(issue.offset == 8192);

  // Known before the byte that is too many has come.
  const auto early = read_head<RequestHead>(over.substr(0, kDefaultMaxHeadBytes));
  CHECK(std::holds_alternative<HandshakeIssue>(early));
  const auto not_yet = read_head<RequestHead>(over.substr(0, kDefaultMaxHeadBytes - 1));
  CHECK(std::holds_alternative<NeedMore>(not_yet));

  // A request line that never ends, and empty lines that never end.
  CHECK(require_issue("GET /" + std::string(9000, 'a')).status() == 431);
  std::string empty_lines;
  for (int i = 0; i < 4200; ++i) empty_lines += "\r\n";
  CHECK(require_issue(empty_lines).status() == 431);
}

TEST_CASE("H9 more than 100 fields", "[hs-size]") {
  std::string head = "GET / HTTP/1.1\r\n";
  for (int i = 0; i < 100; ++i) head += "A: b\r\n";
  CHECK(require_head<RequestHead>(head + "\r\n").fields.size() == 100);

  const HandshakeIssue issue = require_issue(head + "A: b\r\n\r\n");
  CHECK(issue.violation == HandshakeViolation::TooManyFields);
  CHECK(issue.status() == 431);
  CHECK(issue.offset == head.size());
}

TEST_CASE("limits are the caller's") {
  CHECK(require_issue("GET / HTTP/1.1\r\nA: b\r\n\r\n", {16, 100}).violation ==
        HandshakeViolation::HeadTooLarge);
  CHECK(require_issue("GET / HTTP/1.1\r\nA: b\r\n\r\n", {8192, 0}).violation ==
        HandshakeViolation::TooManyFields);
}

TEST_CASE("a long head byte by byte takes linear time") {
  // Looking from the start at each byte would be half a million million steps here.
  const std::string head = "GET / HTTP/1.1\r\nX: " + std::string(1 << 20, 'x') + "\r\n\r\n";
  RequestHeadParser parser({2 << 20, 100});
  const std::string_view view = head;
  for (std::size_t n = 1; n < head.size(); ++n) {
    if (!std::holds_alternative<NeedMore>(parser.parse(view.substr(0, n)))) FAIL("complete after " << n);
  }
  CHECK(std::holds_alternative<RequestHead>(parser.parse(view)));
}

TEST_CASE("a tolerant parser notes what it steps over, and reads on") {
  const std::string bytes =
      "GET / HTTP/1.1\n"
      "Host : a\r\n"
      "no colon\r\n"
      "X: one\r\n two\r\n"
      "Y: \x01\r\n"
      "\n"
      "frames";
  for_every_split(bytes, [&](const std::vector<std::string_view>& pieces) {
    RequestHeadParser parser({}, HeadRigour::Tolerant);
    std::string received;
    HeadOutcome<RequestHead> outcome;
    for (const std::string_view piece : pieces) {
      received += piece;
      outcome = parser.parse(received);
      if (!std::holds_alternative<NeedMore>(outcome)) break;
    }
    REQUIRE(std::holds_alternative<RequestHead>(outcome));
    const RequestHead& head = std::get<RequestHead>(outcome);
    CHECK(head.size == bytes.size() - 6);
    CHECK(head.fields.value("host") == "a");
    CHECK(head.fields.value("x") == "one two");
    REQUIRE(parser.noted().size() == 6);
    CHECK(parser.noted()[0].violation == HandshakeViolation::LineEnding);
    CHECK(parser.noted()[1].violation == HandshakeViolation::SpaceInName);
    CHECK(parser.noted()[2].violation == HandshakeViolation::FieldLine);
    CHECK(parser.noted()[3].violation == HandshakeViolation::FoldedLine);
    CHECK(parser.noted()[4].violation == HandshakeViolation::ControlByte);
    CHECK(parser.noted()[5].violation == HandshakeViolation::LineEnding);
  });
}
