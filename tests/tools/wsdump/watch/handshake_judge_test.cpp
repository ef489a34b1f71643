// What a refusal says, and what of its body.
#include "wsdump/watch/handshake_judge.hpp"

#include "support/catch.hpp"

using namespace ws101;
using namespace ws101::wsdump;

TEST_CASE("the reason of a refusal is its text, or the title of its page", "[wsdump]") {
  CHECK(reason_in("Origin not allowed\r\n") == "\"Origin not allowed\"");
  CHECK(reason_in("{\"code\":3}") == "\"{\"code\":3}\"");
  CHECK(reason_in("\r\n<html>\r\n<head><title>502 Bad Gateway</title></head>") == "\"502 Bad Gateway\"");
  CHECK(reason_in("<html><body>no title</body></html>").empty());
  CHECK(reason_in("<html><title>").empty());
  CHECK(reason_in("\x1f\x8b\x08").empty());
  CHECK(reason_in("").empty());
}

TEST_CASE("a refusal names the status, and what it means if that is one thing", "[wsdump]") {
  const auto refused = [](int status, const std::string& location = {}) {
    ResponseHead head;
    head.status = status;
    head.reason = "So";
    if (!location.empty()) head.fields.add("Location", location);
    HandshakeEvent event;
    event.response = &head;
    event.refused = status != 101;
    return refusal(event);
  };
  CHECK_FALSE(refused(101));
  REQUIRE(refused(400));
  CHECK(refused(400)->text == "the server refused the handshake with 400");
  CHECK(refused(400)->hint.empty());
  CHECK(refused(502)->hint.find("a proxy answered") == 0);
  CHECK(refused(301, "/x")->hint.find("the URL has moved to /x") == 0);
}

TEST_CASE("a 101 that announces a body is noted", "[wsdump]") {
  ResponseHead head;
  head.status = 101;
  head.fields.add("Transfer-Encoding", "chunked");
  HandshakeEvent event;
  event.response = &head;
  REQUIRE(handshake_notes(event).size() == 1);
  CHECK(handshake_notes(event)[0].find("the 101 has a Transfer-Encoding field, but no body") == 0);
  event.refused = true;
  CHECK(handshake_notes(event).empty());
}
