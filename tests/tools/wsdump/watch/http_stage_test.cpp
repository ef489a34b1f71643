#include "wsdump/watch/http_stage.hpp"

#include <string>

#include "support/catch.hpp"
#include "wsdump/watch/deflate_use.hpp"

using namespace ws101;
using namespace ws101::wsdump;
using Outcome = HttpStage::Outcome;

namespace {

const std::string kRequest =
    "GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
const std::string kAnswer =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

}  // namespace

TEST_CASE("a handshake is asked and answered; what is behind a head is left", "[wsdump][rfc6455-4.2.2]") {
  HttpStage http;
  CHECK(http.read(kRequest.substr(0, 40)).outcome == Outcome::NeedMore);
  CHECK(http.empty());
  const HttpStage::Head asked = http.read(kRequest + "rest");
  CHECK(asked.outcome == Outcome::Asked);
  CHECK(asked.size == kRequest.size());
  const HttpStage::Head answered = http.read(kAnswer + "\x81\x01x");
  CHECK(answered.outcome == Outcome::Answered);
  CHECK(answered.is_response);
  CHECK(answered.size == kAnswer.size());
  const HandshakeEvent event = judge_handshake(http.exchange());
  CHECK(event.ok);
  CHECK(event.accept == event.accept_expected);
  CHECK(event.request_text == kRequest);
  CHECK_FALSE(deflate_of(event).on());
}

TEST_CASE("ordinary HTTP is told from a handshake", "[wsdump]") {
  HttpStage http;
  const HttpStage::Head page = http.read("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
  CHECK(page.outcome == Outcome::Ordinary);
  REQUIRE(page.body.has_value());
  CHECK_FALSE(page.body->done());
  CHECK(http.saw_ordinary());
  CHECK(http.read("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").outcome == Outcome::Ordinary);
  CHECK(http.empty());
  // An answer that nobody has asked for.
  CHECK(http.read("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").outcome == Outcome::Foreign);
}

TEST_CASE("a refusal, an interim answer, and what is no HTTP", "[wsdump]") {
  HttpStage http;
  http.read(kRequest);
  CHECK(http.read("HTTP/1.1 103 Early Hints\r\n\r\n").outcome == Outcome::Interim);
  const HttpStage::Head refused = http.read("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
  CHECK(refused.outcome == Outcome::Refused);
  CHECK(refused.body.has_value());
  const HandshakeEvent event = judge_handshake(http.exchange());
  CHECK(event.refused);
  CHECK(event.issues.empty());
  http.clear();
  CHECK(http.empty());
  const HttpStage::Head odd = http.read("GET nonsense\r\n\r\n");
  CHECK(odd.outcome == Outcome::Foreign);
  CHECK(odd.why.starts_with("HTTP that cannot be read: "));
}

TEST_CASE("a wrong Accept is judged and its cause named", "[hs-accept]") {
  HttpStage http;
  http.read(kRequest);
  std::string answer = kAnswer;
  answer.replace(answer.find("s3pP"), 4, "AAAA");
  http.read(answer);
  const HandshakeEvent event = judge_handshake(http.exchange());
  REQUIRE(event.issues.size() == 1);
  CHECK(event.issues[0].finding.id == "hs-accept");
  CHECK(event.issues[0].by == Direction::Server);
}
