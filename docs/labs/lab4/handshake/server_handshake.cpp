// Lab 4: the server's answer. The contract is src/handshake/server_handshake.hpp; the bytes of the 101, in
// docs/02-opening-handshake.md.
#include "handshake/server_handshake.hpp"

namespace ws101 {

// check_request() says what is wrong. Ordinary HTTP with GET or HEAD is NotWebSocket. Else the first issue decides the
// refusal. Then the policy: Origin (origin.hpp; 403), subprotocol (subprotocol.hpp). Else the 101.
std::variant<Accepted, Refusal, NotWebSocket> answer_request(const RequestHead& head,
                                                             const ServerPolicy& policy) {
  static_cast<void>(policy);
  return Accepted{"to be written: an answer to " + head.method, "none"};
}

// RFC 6455 4.2.2: the status line, Upgrade, Connection, Sec-WebSocket-Accept, and what was agreed on; the empty line.
std::string switching_response(std::string_view accept, std::string_view subprotocol,
                               std::string_view extensions) {
  return "to be written: " + std::string(accept) + std::string(subprotocol) + std::string(extensions);
}

// The status is issue.status(). 405 says what is allowed, 426 what to upgrade to and which version is spoken
// (RFC 9110 15.5.6 and 15.5.22, RFC 6455 4.4).
Refusal refuse(const HandshakeIssue& issue) {
  static_cast<void>(issue);
  return {};
}

// 426, and the words of the request.
Refusal upgrade_required(const NotWebSocket& request) {
  static_cast<void>(request);
  return {};
}

// 404 with the target in words, 503 with Retry-After: 5, 408. A refusal of HEAD goes without its body.
Refusal refuse_path(const RequestHead& head) {
  static_cast<void>(head);
  return {};
}

Refusal refuse_full() {
  return {};
}

Refusal refuse_late() {
  return {};
}

}  // namespace ws101
