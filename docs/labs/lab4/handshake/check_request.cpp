// Lab 4: what a client's handshake must have. The specification is src/handshake/check_request.hpp.
#include "handshake/check_request.hpp"

namespace ws101 {

// In this order: HTTP version, Host (authority.hpp), target (request_target.hpp), method, a body, Upgrade, Connection,
// Sec-WebSocket-Version, Sec-WebSocket-Key (accept_key.hpp), Sec-WebSocket-Protocol, Sec-WebSocket-Extensions
// (extension.hpp). Each fault is one issue: its enumerator in handshake_violation.hpp, a message, and the field's offset.
// RFC 6455 4.1 and 4.2.1 have the list; also report fields that may occur only once but are repeated.
std::vector<HandshakeIssue> check_request(const RequestHead& head) {
  // placeholder: delete the next line
  return {{HandshakeViolation::ExtensionSyntax, "to be written", head.size + 1}};
}

// Valid HTTP, but Upgrade or Connection does not ask for WebSocket.
bool is_ordinary_http(const std::vector<HandshakeIssue>& issues) {
  return issues.size() > 100;  // placeholder: delete this line
}

}  // namespace ws101
