// The client's side, row by row.
#include "handshake/client_handshake.hpp"

#include <string>

#include "handshake/captured.hpp"
#include "handshake/reading.hpp"

using namespace ws101;
using namespace ws101::testing;

namespace {

ClientRequest sample() {
  ClientRequest request;
  request.host = "server.example.com";
  request.target = "/chat";
  request.key = kSampleKey;
  request.subprotocols = {"chat", "superchat"};
  return request;
}

// A response that is right for sample() but for what the test changes.
struct ResponseText {
  std::string line = "HTTP/1.1 101 Switching Protocols";
  std::string upgrade = "Upgrade: websocket\r\n";
  std::string connection = "Connection: Upgrade\r\n";
  std::string accept = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";
  std::string more = "";

  std::string text() const { return line + "\r\n" + upgrade + connection + accept + more + "\r\n"; }
};

// The words of the client's error, or "established" and the subprotocol.
std::string verdict(std::string_view response, const ClientRequest& request = sample()) {
  const auto result = verify_response(require_head<ResponseHead>(response), request);
  if (const auto* established = std::get_if<Established>(&result))
    return "established " + established->subprotocol;
  return std::get<ClientHandshakeError>(result).words;
}

void check_error(const ResponseText& response, HandshakeViolation violation, const std::string& came) {
  INFO(response.text());
  const auto result = verify_response(require_head<ResponseHead>(response.text()), sample());
  REQUIRE(std::holds_alternative<ClientHandshakeError>(result));
  const auto& error = std::get<ClientHandshakeError>(result);
  INFO("words: " << error.words);
  CHECK(error.violation == violation);
  CHECK(error.words.find("expected") != std::string::npos);
  CHECK(error.words.find(came) != std::string::npos);
}

std::string built(const ClientRequest& request) {
  const auto result = build_request(request);
  if (const auto* error = std::get_if<ClientRequestError>(&result)) return "error: " + error->words;
  return std::get<std::string>(result);
}

bool is_refused(const ClientRequest& request) {
  return built(request).substr(0, 7) == "error: ";
}

}  // namespace

TEST_CASE("the request of a client", "[rfc6455-4.1]") {
  ClientRequest request = sample();
  request.origin = "http://example.com";
  request.extensions = "permessage-deflate; client_max_window_bits";
  request.extra.add("User-Agent", "ws101");
  CHECK(built(request) ==
        "GET /chat HTTP/1.1\r\n"
        "Host: server.example.com\r\n"
        "Upgrade: websocket\r\n"
        "Connection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Version: 13\r\n"
        "Origin: http://example.com\r\n"
        "Sec-WebSocket-Protocol: chat, superchat\r\n"
        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
        "User-Agent: ws101\r\n"
        "\r\n");
}

TEST_CASE("our server takes our client's request") {
  const Answer answered = answer(built(sample()), {{"chat"}, {}, false});
  CHECK(answered.status == 101);
  CHECK(verdict(answered.bytes) == "established chat");
}

TEST_CASE("H17 Host has the port unless it is 80, and brackets around IPv6", "[rfc6455-4.1]") {
  ClientRequest request = sample();
  request.port = 8000;
  CHECK(built(request).find("\r\nHost: server.example.com:8000\r\n") != std::string::npos);
  request.host = "::1";
  CHECK(built(request).find("\r\nHost: [::1]:8000\r\n") != std::string::npos);
  request.port = 80;
  CHECK(built(request).find("\r\nHost: [::1]\r\n") != std::string::npos);
}

TEST_CASE("a request that could be read in another way is not built", "[rfc6455-4.1]") {
  ClientRequest request = sample();
  CHECK_FALSE(is_refused(request));
  for (const std::string host : {"", "a b", "a\r\nX: y", "a/b", "user@a", "[::1]", "1:2"}) {
    request = sample();
    request.host = host;
    CAPTURE(host);
    CHECK(is_refused(request));
  }
  for (const std::string target : {"", "chat", "/a b", "/a\r\nX: y", "/a#b", "/\xc3\xa9", "http://a/"}) {
    request = sample();
    request.target = target;
    CAPTURE(target);
    CHECK(is_refused(request));
  }
  request = sample();
  request.port = 0;
  CHECK(is_refused(request));
  for (const std::string key : {"", "abc", "dGhlIHNhbXBsZSBub25jZR=="}) {
    request = sample();
    request.key = key;
    CHECK(is_refused(request));
  }
  request = sample();
  request.origin = "http://a\r\nX: y";
  CHECK(is_refused(request));
  for (const std::vector<std::string>& names : {std::vector<std::string>{""}, {"a", "a"}, {"a,b"}, {"a b"}}) {
    request = sample();
    request.subprotocols = names;
    CHECK(is_refused(request));
  }
  request = sample();
  request.extensions = "a;";
  CHECK(is_refused(request));
}

TEST_CASE("extra fields can neither break lines nor replace the handshake's own") {
  const struct {
    std::string name;
    std::string value;
  } wrong[] = {{"X", "a\r\nY: b"},
               {"X", "a\nb"},
               {"X", std::string("a\0b", 3)},
               {"X:", "a"},
               {"", "a"},
               {"X Y", "a"},
               {"host", "a"},
               {"UPGRADE", "h2c"},
               {"Connection", "close"},
               {"sec-websocket-key", "a"},
               {"Content-Length", "5"},
               {"Origin", "null"}};
  for (const auto& [name, value] : wrong) {
    CAPTURE(name, value);
    ClientRequest request = sample();
    request.extra.add(name, value);
    CHECK(is_refused(request));
  }
  ClientRequest request = sample();
  request.extra.add("Authorization", "Basic \xc3\xa9\t=");
  CHECK_FALSE(is_refused(request));
}

TEST_CASE("the answers of real servers establish the connection", "[rfc6455-4.1]") {
  ClientRequest request = sample();
  request.extensions = "permessage-deflate; client_max_window_bits";
  CHECK(verdict(kPythonResponse, request) == "established chat");
  CHECK(verdict(kNodeResponse, request) == "established chat");
}

TEST_CASE("H2 H16 a right answer in any case and spacing", "[rfc6455-4.1]") {
  ResponseText response;
  response.upgrade = "uPGRADE:WebSocket\r\n";
  response.connection = "connection: keep-alive\r\nCONNECTION: upgrade \r\n";
  response.accept = "sec-websocket-accept: \t s3pPLMBiTxaQ9kYGzzhZRbK+xOo= \r\n";
  CHECK(verdict(response.text()) == "established ");
}

TEST_CASE("H16 status other than 101", "[rfc6455-4.1][hs-status]") {
  ResponseText response;
  response.line = "HTTP/1.1 200 OK";
  check_error(response, HandshakeViolation::StatusNot101, "200 \"OK\"");
  const auto result = verify_response(require_head<ResponseHead>(kNodeRefusal), sample());
  REQUIRE(std::holds_alternative<ClientHandshakeError>(result));
  CHECK(std::get<ClientHandshakeError>(result).status == 400);
}

TEST_CASE("H16 a redirect says where to", "[hs-status]") {
  ResponseText response;
  response.line = "HTTP/1.1 302 Found";
  response.more = "Location: ws://other.example.com/\r\n";
  const auto result = verify_response(require_head<ResponseHead>(response.text()), sample());
  REQUIRE(std::holds_alternative<ClientHandshakeError>(result));
  const auto& error = std::get<ClientHandshakeError>(result);
  CHECK(error.status == 302);
  CHECK(error.location == "ws://other.example.com/");
  CHECK(error.words.find("ws://other.example.com/") != std::string::npos);
}

TEST_CASE("H16 HTTP version below 1.1", "[rfc6455-4.2.2][hs-version]") {
  ResponseText response;
  response.line = "HTTP/1.0 101 Switching Protocols";
  check_error(response, HandshakeViolation::ResponseHttpVersion, "HTTP/1.0");
}

TEST_CASE("H16 Upgrade wrong or missing", "[rfc6455-4.1][hs-upgrade]") {
  ResponseText response;
  response.upgrade.clear();
  check_error(response, HandshakeViolation::ResponseUpgrade, "no Upgrade");
  for (const std::string value : {"h2c", "websocket, h2c", "", "websockets"}) {
    response.upgrade = "Upgrade: " + value + "\r\n";
    check_error(response, HandshakeViolation::ResponseUpgrade, "\"" + value + "\"");
  }
  response.upgrade = "Upgrade: websocket\r\nUpgrade: h2c\r\n";
  check_error(response, HandshakeViolation::ResponseUpgrade, "h2c");
}

TEST_CASE("H16 Connection wrong or missing", "[rfc6455-4.1][hs-connection]") {
  ResponseText response;
  response.connection.clear();
  check_error(response, HandshakeViolation::ResponseConnection, "no Connection");
  response.connection = "Connection: close\r\n";
  check_error(response, HandshakeViolation::ResponseConnection, "\"close\"");
}

TEST_CASE("H16 Accept wrong, missing or twice", "[rfc6455-4.1][rfc6455-11.3.3][hs-accept]") {
  ResponseText response;
  const std::string right = response.accept;
  response.accept.clear();
  check_error(response, HandshakeViolation::AcceptMissing, "no such field");
  response.accept = right + right;
  check_error(response, HandshakeViolation::AcceptRepeated, "several");
  response.accept = "Sec-WebSocket-Accept: S3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";
  check_error(response, HandshakeViolation::AcceptWrong,
              "expected Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  response.accept = "Sec-WebSocket-Accept:\r\n";
  check_error(response, HandshakeViolation::AcceptWrong, "got \"\"");
  response.accept = "Sec-WebSocket-Accept: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  check_error(response, HandshakeViolation::AcceptWrong, "got \"dGhl");
  // The SHA-1 of the key alone.
  response.accept = "Sec-WebSocket-Accept: hHLtf2V1k8aDQZfNjw3Ia1hCwt0=\r\n";
  check_error(response, HandshakeViolation::AcceptWrong, "without the GUID");
}

TEST_CASE("H16 a subprotocol that was not offered, or twice",
          "[rfc6455-4.1][rfc6455-11.3.4][hs-subprotocol]") {
  ResponseText response;
  response.more = "Sec-WebSocket-Protocol: superchat\r\n";
  CHECK(verdict(response.text()) == "established superchat");
  for (const std::string value : {"mqtt", "CHAT", "", "chat, superchat"}) {
    response.more = "Sec-WebSocket-Protocol: " + value + "\r\n";
    check_error(response, HandshakeViolation::SubprotocolNotOffered, "\"chat\", \"superchat\"");
  }
  response.more = "Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Protocol: chat\r\n";
  check_error(response, HandshakeViolation::SubprotocolRepeated, "several");
}

TEST_CASE("H16 an extension that was not offered, or twice",
          "[rfc6455-4.1][rfc6455-5.8][rfc6455-11.3.2][rfc6455-9.1][hs-extension]") {
  ResponseText response;
  response.more = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
  check_error(response, HandshakeViolation::ExtensionNotOffered, "permessage-deflate");
  response.more = "Sec-WebSocket-Extensions: a;\r\n";
  check_error(response, HandshakeViolation::ResponseExtensionSyntax, "end of the list");

  ClientRequest request = sample();
  request.extensions = "permessage-deflate";
  response.more = "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n";
  CHECK(verdict(response.text(), request) == "established ");
  response.more += response.more;
  CHECK(verdict(response.text(), request).find("several") != std::string::npos);
  response.more = "Sec-WebSocket-Extensions: permessage-deflate, permessage-deflate\r\n";
  CHECK(verdict(response.text(), request).find("again") != std::string::npos);
}

TEST_CASE("H16 what a server sent is escaped before the words show it") {
  ResponseText response;
  response.upgrade = "Upgrade: \xe2\x80\xae" + std::string(3000, 'x') + "\r\n";
  const std::string words = verdict(response.text());
  CHECK(words.size() < 250);
  for (const char c : words) CHECK((c >= ' ' && c <= '~'));
}
