// All violations of a server's opening handshake (RFC 6455 4.1, second half).
#pragma once

#include <string>
#include <vector>

#include "handshake/extension.hpp"
#include "handshake/handshake_violation.hpp"
#include "handshake/http_head.hpp"

namespace ws101 {

// The parts of the request that decide what the response may contain.
struct ResponseExpectations {
  std::string key;                        // as it was sent; empty: unknown, and Accept is not compared
  std::vector<std::string> subprotocols;  // offered
  std::vector<std::string> extensions;    // names offered
  std::vector<Extension> offers = {};  // the same with their parameters; empty: parameters are not compared
};

ResponseExpectations expectations_of(const RequestHead& request);

// All violations, in the order in which a client judges them. A status other than 101 is reported alone: such
// a response is ordinary HTTP, and no other rule applies to it.
std::vector<HandshakeIssue> check_response(const ResponseHead& head, const ResponseExpectations& expected);

// RFC 9110 15.2: an interim response (100 Continue, 103 Early Hints): another response head follows it.
bool is_interim(const ResponseHead& head);

}  // namespace ws101
