// The rules for a request, all of them at once: the analyser's view.
#include "handshake/check_request.hpp"

#include <string>

#include "handshake/captured.hpp"
#include "handshake/reading.hpp"

using namespace ws101;
using namespace ws101::testing;

namespace {

// The violations of a request, as their stable names.
std::string ids(const std::string& request) {
  std::string list;
  for (const HandshakeIssue& issue : check_request(require_head<RequestHead>(request))) {
    if (!list.empty()) list += ' ';
    list += facts(issue.violation).id;
  }
  return list;
}

}  // namespace

TEST_CASE("all violations of a request are listed, in the order of judgement", "[rfc6455-4.2.1]") {
  CHECK(ids(std::string(kSampleRequest)).empty());
  CHECK(ids("POST / HTTP/1.0\r\n\r\n") ==
        "hs-version hs-host hs-method hs-upgrade hs-connection hs-ws-version hs-key");
  CHECK(ids("GET chat HTTP/1.1\r\nHost: a\r\nHost: b\r\nUpgrade: x\r\nConnection: "
            "y\r\nSec-WebSocket-Version: 12\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: k\r\nSec-WebSocket-Key: "
            "k\r\nSec-WebSocket-Protocol: a a\r\n"
            "Sec-WebSocket-Extensions: ;\r\nContent-Length: 1\r\n\r\n") ==
        "hs-host hs-target hs-body hs-upgrade hs-connection hs-ws-version hs-ws-version hs-key hs-key "
        "hs-subprotocol "
        "hs-extension");
}

TEST_CASE("an issue says where, unless something is missing") {
  const auto issues = check_request(require_head<RequestHead>("GET / HTTP/1.1\r\nHost: a b\r\n\r\n"));
  REQUIRE(issues.size() > 1);
  CHECK(issues[0].violation == HandshakeViolation::HostInvalid);
  CHECK(issues[0].offset == 16);
  CHECK(issues[1].offset == kNoOffset);
}
