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
  // Without the request's key the Accept cannot be judged.
  const ResponseHead other_key = require_head<ResponseHead>(kNodeResponse);
  CHECK(check_response(other_key, {"", {"chat"}, {"permessage-deflate"}}).empty());
  CHECK(check_response(other_key, expected).size() == 1);
}

TEST_CASE("an interim response is followed by another") {
  const ResponseHead early = require_head<ResponseHead>("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n");
  CHECK(is_interim(early));
  CHECK_FALSE(is_interim(require_head<ResponseHead>(kPythonResponse)));
  CHECK_FALSE(is_interim(require_head<ResponseHead>(kNodeRefusal)));
}
