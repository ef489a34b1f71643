// Lab 4: the server's response. The specification is src/handshake/server_handshake.hpp; the bytes of the
// 101 are in docs/02-opening-handshake.md.
#include "handshake/server_handshake.hpp"

namespace ws101 {

// check_request() returns the issues. Ordinary HTTP with GET or HEAD is NotWebSocket. Otherwise the first issue
// decides the refusal. Then check the policy: Origin (origin.hpp; 403), subprotocol (subprotocol.hpp). Otherwise the
// 101.
std::variant<Accepted, Refusal, NotWebSocket> answer_request(const RequestHead& head,
                                                             const ServerPolicy& policy) {
  // placeholder: delete these lines
  static_cast<void>(policy);
  return Accepted{"to be written: an answer to " + head.method, "none"};
}

// RFC 6455 4.2.2: the status line, Upgrade, Connection, Sec-WebSocket-Accept, what was negotiated, and the empty
// line.
std::string switching_response(std::string_view accept, std::string_view subprotocol,
                               std::string_view extensions) {
  // placeholder: delete the next line
  return "to be written: " + std::string(accept) + std::string(subprotocol) + std::string(extensions);
}

// The status is issue.status(). 405 says which method is allowed, 426 what to upgrade to and which version
// is supported (RFC 9110 15.5.6 and 15.5.22, RFC 6455 4.4).
Refusal refuse(const HandshakeIssue& issue) {
  // placeholder: delete these lines
  static_cast<void>(issue);
  return {};
}

// 426, with the message of `request`.
Refusal upgrade_required(const NotWebSocket& request) {
  // placeholder: delete these lines
  static_cast<void>(request);
  return {};
}

// 404 with the target in the sentence, 503 with Retry-After: 5, 408. A refusal of HEAD has no body.
Refusal refuse_path(const RequestHead& head) {
  // placeholder: delete these lines
  static_cast<void>(head);
  return {};
}

Refusal refuse_full() {
  return {};  // placeholder: delete this line
}

Refusal refuse_late() {
  return {};  // placeholder: delete this line
}

}  // namespace ws101
