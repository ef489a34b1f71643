// All violations of a client's opening handshake (RFC 6455 4.1 and 4.2.1).
#pragma once

#include <vector>

#include "handshake/handshake_violation.hpp"
#include "handshake/http_head.hpp"

namespace ws101 {

// All violations, in the order in which a server judges them; its response is for the first. Empty for a
// valid handshake. Rules that depend on the server (paths, origins, subprotocols) are not checked here.
std::vector<HandshakeIssue> check_request(const RequestHead& head);

// True if the request is valid HTTP but does not ask for WebSocket.
bool is_ordinary_http(const std::vector<HandshakeIssue>& issues);

}  // namespace ws101
