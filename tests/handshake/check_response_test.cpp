// The rules for a response, all of them at once: the analyser's view.
#include "handshake/check_response.hpp"

#include <string>

#include "handshake/captured.hpp"
#include "handshake/reading.hpp"

using namespace ws101;
using namespace ws101::testing;

TEST_CASE("all violations of a response are listed, against the request it answers", "[rfc6455-4.1]") {
  const ResponseExpectations expected = expectations_of(require_head<RequestHead>(kPythonRequest));
  CHECK(expected.key == "irLKKdrFrNfMTLnDApIsOw==");
  CHECK(expected.subprotocols == std::vector<std::string>{"chat", "superchat"});
  CHECK(expected.extensions == std::vector<std::string>{"permessage-deflate"});

  const auto issues = check_response(
      require_head<ResponseHead>(
          "HTTP/1.0 101 OK\r\nUpgrade: x\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
          "Sec-WebSocket-Protocol: mqtt\r\nSec-WebSocket-Extensions: y\r\n\r\n"),
      expected);
  std::string ids;
  for (const HandshakeIssue& issue : issues) {
    if (!ids.empty()) ids += ' ';
    ids += facts(issue.violation).id;
  }
  CHECK(ids == "hs-version hs-upgrade hs-connection hs-accept hs-extension hs-subprotocol");
  // Without the request's key only the form of Accept can be judged.
  const ResponseHead other_key = require_head<ResponseHead>(kNodeResponse);
  CHECK(check_response(other_key, {"", {"chat"}, {"permessage-deflate"}}).empty());
  CHECK(check_response(other_key, expected).size() == 1);
  // Nor is there a value to expect if it is missing.
  const auto missing = check_response(
      require_head<ResponseHead>("HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"), {});
  REQUIRE(missing.size() == 1);
  CHECK(missing[0].detail == "expected the field Sec-WebSocket-Accept, got no such field");
  for (const std::string accept : {"", "null", "b37a4f2cc0624f1690f64606cf385945b2bec4ea"}) {
    const auto misshapen = check_response(
        require_head<ResponseHead>("HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                   "Sec-WebSocket-Accept: " +
                                   accept + "\r\n\r\n"),
        {});
    REQUIRE(misshapen.size() == 1);
    CHECK(misshapen[0].violation == HandshakeViolation::AcceptWrong);
    CHECK(misshapen[0].cause.empty() == (accept.size() < 20));
  }
}

TEST_CASE("the parameters of permessage-deflate are held against the offer", "[pmd-param]") {
  const auto judge = [](const std::string& offer, const std::string& answer) {
    const auto offered =
        require_head<RequestHead>("GET / HTTP/1.1\r\nSec-WebSocket-Extensions: " + offer + "\r\n\r\n");
    ResponseExpectations expected = expectations_of(offered);
    const auto issues = check_response(
        require_head<ResponseHead>(
            "HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\nSec-WebSocket-Extensions: " +
            answer + "\r\n\r\n"),
        expected);
    std::string text;
    for (const HandshakeIssue& issue : issues) {
      text += std::string(facts(issue.violation).section) + " " + issue.detail + ";";
    }
    return text;
  };
  const std::string pmd = "permessage-deflate";
  CHECK(judge(pmd, pmd).empty());
  CHECK(judge(pmd, pmd + "; server_no_context_takeover; client_no_context_takeover").empty());
  CHECK(judge(pmd + "; client_max_window_bits", pmd + "; client_max_window_bits=10").empty());
  CHECK(judge(pmd + "; server_max_window_bits=12", pmd + "; server_max_window_bits=10").empty());
  CHECK(judge(pmd + "; server_max_window_bits=9, " + pmd, pmd + "; server_max_window_bits=15").empty());
  // RFC 7692 7.1.2.2
  CHECK(judge(pmd, pmd + "; client_max_window_bits=15").find("7.1.2.2 expected no client_max_window_bits") ==
        0);
  CHECK(judge(pmd + "; server_max_window_bits=10", pmd + "; server_max_window_bits=11").find("at most 10") <
        60);
  CHECK(judge(pmd + "; server_no_context_takeover", pmd).find("expected server_no_context_takeover") < 20);
  // RFC 7692 7.1
  for (const char* wrong :
       {"server_max_window_bits=7", "server_max_window_bits=16", "server_max_window_bits=08",
        "server_max_window_bits", "client_max_window_bits", "server_no_context_takeover=1", "level=9",
        "server_max_window_bits=9; server_max_window_bits=9"}) {
    CAPTURE(wrong);
    CHECK(judge(pmd + "; client_max_window_bits", pmd + "; " + wrong).find("7.1 expected") == 0);
  }
}

TEST_CASE("an interim response is followed by another") {
  const ResponseHead early = require_head<ResponseHead>("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n");
  CHECK(is_interim(early));
  CHECK_FALSE(is_interim(require_head<ResponseHead>(kPythonResponse)));
  CHECK_FALSE(is_interim(require_head<ResponseHead>(kNodeRefusal)));
}
