// The server's side, row by row.
#include "handshake/server_handshake.hpp"

#include <string>

#include "handshake/captured.hpp"
#include "handshake/reading.hpp"

using namespace ws101;
using namespace ws101::testing;

namespace {

void check_status(const RequestText& request, int status) {
  INFO(request.text());
  CHECK(answer(request.text()).status == status);
}

}  // namespace

TEST_CASE("H1 the RFC's sample request", "[rfc6455-4.2.2]") {
  const Answer answered = answer(kSampleRequest);
  CHECK(answered.status == 101);
  CHECK(answered.head_size == kSampleRequest.size());
  CHECK(answered.bytes ==
        "HTTP/1.1 101 Switching Protocols\r\n"
        "Upgrade: websocket\r\n"
        "Connection: Upgrade\r\n"
        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
        "\r\n");
}

TEST_CASE("H1 requests of real clients") {
  for (const std::string_view request :
       {kChromiumRequest, kPythonRequest, kNodeRequest, kCurlUpgradeRequest}) {
    CAPTURE(request);
    const Answer answered = answer(request, {{"superchat", "chat"}, {}, false});
    CHECK(answered.status == 101);
    CHECK(answered.subprotocol == (request == kCurlUpgradeRequest ? "" : "superchat"));
    CHECK(field_of(answered.bytes, "Sec-WebSocket-Extensions") == "(none)");
  }
}

TEST_CASE("H2 any case, white space, lists and repeated fields", "[rfc6455-4.2.1]") {
  const Answer answered = answer(
      "GET /chat HTTP/1.1\r\n"
      "hOST:example.com\r\n"
      "UPGRADE: \t WebSocket \t\r\n"
      "connection: keep-alive\r\n"
      "Connection:,upgrade ,\r\n"
      "sec-websocket-KEY:\tdGhlIHNhbXBsZSBub25jZQ==  \r\n"
      "Sec-Websocket-Version:13\r\n"
      "Sec-WebSocket-Protocol: a\r\n"
      "Sec-WebSocket-Protocol: b, c\r\n"
      "Sec-WebSocket-Extensions: x; y=1\r\n"
      "Sec-WebSocket-Extensions: z\r\n"
      "\r\n",
      {{"c"}, {}, false});
  CHECK(answered.status == 101);
  CHECK(answered.subprotocol == "c");
  CHECK(field_of(answered.bytes, "Sec-WebSocket-Accept") == kSampleAccept);
}

TEST_CASE("H3 frames in the segment of the request stay", "[rfc6455-4.2.2]") {
  const std::string frame = "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58";
  const Answer answered = answer(std::string(kSampleRequest) + frame);
  CHECK(answered.status == 101);
  CHECK(answered.head_size == kSampleRequest.size());
}

TEST_CASE("H4 method other than GET", "[rfc6455-4.1][rfc9110-15.5.6][hs-method]") {
  for (const std::string method : {"POST", "PUT", "HEAD", "DELETE", "get", "BREW"}) {
    RequestText request;
    request.line = method + " /chat HTTP/1.1";
    const Answer answered = answer(request.text());
    CAPTURE(method);
    CHECK(answered.status == 405);
    CHECK(field_of(answered.bytes, "Allow") == "GET");
    // RFC 9110 9.3.2: what answers HEAD ends with its head.
    CHECK(answered.bytes.ends_with("\r\n\r\n") == (method == "HEAD"));
  }
  RequestText request;
  request.line = "OPTIONS * HTTP/1.1";
  check_status(request, 405);
  request.line = "CONNECT example.com:80 HTTP/1.1";
  check_status(request, 405);
  // Without an Upgrade it is no handshake, and there is no page to POST to either.
  request.line = "POST /chat HTTP/1.1";
  request.upgrade.clear();
  check_status(request, 405);
}

TEST_CASE("H5 HTTP/1.0, and versions that are none of ours", "[rfc6455-4.1][hs-version]") {
  RequestText request;
  request.line = "GET / HTTP/1.0";
  check_status(request, 400);
  request.line = "GET / HTTP/0.9";
  check_status(request, 400);
  request.line = "POST / HTTP/1.0";
  check_status(request, 400);
  request.line = "GET / HTTP/1.2";
  check_status(request, 101);
  request.line = "GET / HTTP/2.0";
  check_status(request, 505);
  CHECK(answer("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").status == 505);
}

TEST_CASE("H5 missing, two or malformed Host", "[rfc9112-3.2][hs-host]") {
  RequestText request;
  for (const std::string host :
       {"", "Host: a\r\nHost: a\r\n", "Host: a\r\nhost: b\r\n", "Host:\r\n", "Host: a, b\r\n",
        "Host: a b\r\n", "Host: a:x\r\n", "Host: http://a\r\n", "Host: [::1\r\n"}) {
    request.host = host;
    check_status(request, 400);
  }
  for (const std::string host : {"Host: a:80\r\n", "Host: [::1]:8000\r\n", "host:127.0.0.1\r\n"}) {
    request.host = host;
    check_status(request, 101);
  }
  // An ordinary request owes a Host as well.
  CHECK(answer("GET / HTTP/1.1\r\n\r\n").status == 400);
}

TEST_CASE("H5 malformed heads are answered 400",
          "[rfc6455-4.2.1][hs-request-line][hs-target][hs-field][hs-line-ending]") {
  RequestText request;
  for (const std::string line : {"GET /", "GET  / HTTP/1.1", "GET / HTTP/x", "GET chat HTTP/1.1",
                                 "GET /#a HTTP/1.1", "GET ws://example.com/ HTTP/1.1"}) {
    request.line = line;
    check_status(request, 400);
  }
  request.line = RequestText().line;
  for (const std::string more : {"no colon\r\n", "A : b\r\n", "A: b\r\n c\r\n", "A: \x01\r\n", "A: b\n"}) {
    request.more = more;
    check_status(request, 400);
  }
  request.more = std::string("A: \0\r\n", 6);
  check_status(request, 400);
}

TEST_CASE("the absolute form is accepted", "[rfc9112-3.2.2]") {
  RequestText request;
  request.line = "GET http://example.com/chat HTTP/1.1";
  check_status(request, 101);
  CHECK(answer(kCurlProxyRequest).status == 200);
}

TEST_CASE("H6 no Upgrade or no Connection: Upgrade is an ordinary request",
          "[rfc6455-4.2.1][hs-upgrade][hs-connection]") {
  RequestText request;
  request.upgrade.clear();
  check_status(request, 200);
  request.upgrade = "Upgrade: h2c\r\n";
  check_status(request, 200);
  request.upgrade = "Upgrade: websockets\r\n";
  check_status(request, 200);
  request = RequestText();
  request.connection.clear();
  check_status(request, 200);
  request.connection = "Connection: keep-alive\r\n";
  check_status(request, 200);
  for (const std::string_view page : {kCurlPageRequest, kCurlHeadRequest, kChromiumPageRequest}) {
    CHECK(answer(page).status == 200);
  }
}

TEST_CASE("H6 where there is no page: 426 with Upgrade", "[rfc9110-15.5.22][rfc9110-7.8][hs-upgrade]") {
  const auto result = answer_request(require_head<RequestHead>(kCurlPageRequest), {});
  REQUIRE(std::holds_alternative<NotWebSocket>(result));
  const std::string response = serialise(upgrade_required(std::get<NotWebSocket>(result)));
  CHECK(response.substr(0, 30) == "HTTP/1.1 426 Upgrade Required\r");
  CHECK(field_of(response, "Upgrade") == "websocket");
  CHECK(field_of(response, "Connection") == "Upgrade, close");
  CHECK(body_of(response).find("no Upgrade field") != std::string::npos);

  const auto head_result = answer_request(require_head<RequestHead>(kCurlHeadRequest), {});
  REQUIRE(std::holds_alternative<NotWebSocket>(head_result));
  CHECK(std::get<NotWebSocket>(head_result).is_head);
  CHECK(body_of(serialise(upgrade_required(std::get<NotWebSocket>(head_result)))).empty());
}

TEST_CASE("H6 a proxy that removed Upgrade is suspected") {
  RequestText request;
  request.upgrade.clear();
  const auto result = answer_request(require_head<RequestHead>(request.text()), {});
  REQUIRE(std::holds_alternative<NotWebSocket>(result));
  CHECK(std::get<NotWebSocket>(result).words.find("proxy") != std::string::npos);
}

TEST_CASE("H7 Sec-WebSocket-Version missing or other than 13",
          "[rfc6455-4.4][rfc6455-4.2.2][hs-ws-version]") {
  RequestText request;
  for (const std::string version :
       {"", "Sec-WebSocket-Version: 8\r\n", "Sec-WebSocket-Version: 013\r\n",
        "Sec-WebSocket-Version: 13, 8\r\n", "Sec-WebSocket-Version:\r\n", "Sec-WebSocket-Version: 25\r\n"}) {
    CAPTURE(version);
    request.version = version;
    const Answer answered = answer(request.text());
    CHECK(answered.status == 426);
    CHECK(field_of(answered.bytes, "Sec-WebSocket-Version") == "13");
    CHECK(field_of(answered.bytes, "Upgrade") == "websocket");
  }
  // An older version is told of 13 even where its key is of another kind.
  request.version = "Sec-WebSocket-Version: 0\r\n";
  request.key.clear();
  check_status(request, 426);
}

TEST_CASE("H7 Sec-WebSocket-Version twice", "[rfc6455-11.3.5][hs-ws-version]") {
  RequestText request;
  request.more = request.version;
  check_status(request, 400);
}

TEST_CASE("H8 key missing, twice, or not 16 bytes in base64", "[rfc6455-4.2.1][rfc6455-11.3.1][hs-key]") {
  RequestText request;
  const std::string right = request.key;
  for (const std::string& key : {std::string(), right + right, std::string("Sec-WebSocket-Key:\r\n"),
                                 std::string("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZR==\r\n"),
                                 std::string("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ\r\n"),
                                 std::string("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25j\r\n"),
                                 std::string("Sec-WebSocket-Key: dGhlIHNhbXBs-SBub25jZQ==\r\n")}) {
    request.key = key;
    check_status(request, 400);
  }
}

TEST_CASE("H9 too large a head is answered 431", "[rfc6585-5][hs-size]") {
  RequestText request;
  request.more = "X: " + std::string(9000, 'x') + "\r\n";
  check_status(request, 431);
  request.more.clear();
  for (int i = 0; i < 96; ++i) request.more += "A: b\r\n";
  check_status(request, 431);
}

TEST_CASE("H10 H12 H15 refusals that the server decides on") {
  CHECK(serialise(refuse_late()).substr(0, 28) == "HTTP/1.1 408 Request Timeout");
  CHECK(serialise(refuse_full()).substr(0, 32) == "HTTP/1.1 503 Service Unavailable");
  const RequestHead head = require_head<RequestHead>("HEAD /<script> HTTP/1.1\r\nHost: a\r\n\r\n");
  const Refusal refusal = refuse_path(head);
  CHECK(refusal.status == 404);
  CHECK(refusal.omit_body);
  CHECK(refusal.sentence.find("/<script>") != std::string::npos);
  CHECK(field_of(serialise(refusal), "Content-Type") == "text/plain; charset=utf-8");
}

TEST_CASE("H11 Origin not in the allowed set", "[rfc6455-4.2.2]") {
  ServerPolicy policy;
  policy.origins = {"http://example.com", "http://127.0.0.1:36939"};
  CHECK(answer(kSampleRequest, policy).status == 101);
  CHECK(answer(kChromiumRequest, policy).status == 101);
  // Programs send no Origin; refusing them too is the caller's choice.
  CHECK(answer(kPythonRequest, policy).status == 101);
  policy.origin_required = true;
  CHECK(answer(kPythonRequest, policy).status == 403);

  RequestText request;
  for (const std::string origin :
       {"Origin: http://evil.test\r\n", "Origin: null\r\n", "Origin:\r\n", "Origin: https://example.com\r\n",
        "Origin: http://example.com\r\nOrigin: http://example.com\r\n"}) {
    CAPTURE(origin);
    request.more = origin;
    CHECK(answer(request.text(), policy).status == 403);
    CHECK(answer(request.text()).status == 101);
  }
}

TEST_CASE("H13 subprotocols", "[rfc6455-4.2.2]") {
  const ServerPolicy policy{{"superchat", "chat"}, {}, false};
  RequestText request;
  request.more = "Sec-WebSocket-Protocol: chat, superchat\r\n";
  Answer answered = answer(request.text(), policy);
  CHECK(answered.subprotocol == "superchat");
  CHECK(field_of(answered.bytes, "Sec-WebSocket-Protocol") == "superchat");
  request.more = "Sec-WebSocket-Protocol: mqtt\r\n";
  answered = answer(request.text(), policy);
  CHECK(answered.status == 101);
  CHECK(answered.subprotocol.empty());
  CHECK(field_of(answered.bytes, "Sec-WebSocket-Protocol") == "(none)");
}

TEST_CASE("H13 malformed subprotocol lists", "[rfc6455-4.1][hs-subprotocol]") {
  RequestText request;
  for (const std::string list : {"", ",", "a b", "a, (b)", "a, a", "\"a\""}) {
    request.more = "Sec-WebSocket-Protocol: " + list + "\r\n";
    check_status(request, 400);
  }
}

TEST_CASE("H14 extensions: unknown is not accepted, malformed is 400", "[rfc6455-9.1][hs-extension]") {
  RequestText request;
  request.more = "Sec-WebSocket-Extensions: x-unknown; a=1\r\n";
  const Answer answered = answer(request.text());
  CHECK(answered.status == 101);
  CHECK(field_of(answered.bytes, "Sec-WebSocket-Extensions") == "(none)");
  for (const std::string list : {"", "a;", "a; b=", "a b", "a; b=\"c d\"", "a; b=\"c"}) {
    request.more = "Sec-WebSocket-Extensions: " + list + "\r\n";
    check_status(request, 400);
  }
}

TEST_CASE("a handshake with a body is refused: the body would be read as frames", "[hs-body]") {
  RequestText request;
  for (const std::string more : {"Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n",
                                 "Content-Length: 0, 5\r\n", "Content-Length: 0\r\nContent-Length: 5\r\n"}) {
    request.more = more;
    check_status(request, 400);
  }
  request.more = "Content-Length: 0\r\n";
  check_status(request, 101);
}

TEST_CASE("H18 the 101 has no Content-Length, and keeps the connection", "[rfc9110-8.6]") {
  const Answer answered = answer(kSampleRequest);
  CHECK(field_of(answered.bytes, "Content-Length") == "(none)");
  CHECK(field_of(answered.bytes, "Connection") == "Upgrade");
  CHECK(body_of(answered.bytes).empty());
  CHECK(switching_response("A", "chat", "x; y") ==
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
        "Upgrade\r\nSec-WebSocket-Accept: A\r\n"
        "Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Extensions: x; y\r\n\r\n");
}

TEST_CASE("what a peer sent is escaped and cut before it comes back") {
  RequestText request;
  request.key = "Sec-WebSocket-Key: \x9b<script>\xe2\x80\xae" + std::string(4000, 'x') + "\r\n";
  const Answer answered = answer(request.text());
  CHECK(answered.status == 400);
  CHECK(answered.bytes.size() < 600);
  for (const char c : answered.bytes) CHECK((c == '\r' || c == '\n' || (c >= ' ' && c <= '~')));

  RequestHead head;
  head.method = "GET";
  head.target = "/" + std::string(4000, '"');
  const Refusal refusal = refuse_path(head);
  CHECK(refusal.sentence.size() < 200);
  CHECK_FALSE(refusal.omit_body);
  head.method = "HEAD";
  CHECK(refuse_path(head).omit_body);
}
