// The server's side of the opening handshake: a request head in, the bytes of the response out (RFC 6455
// 4.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "handshake/deflate_params.hpp"
#include "handshake/handshake_violation.hpp"
#include "handshake/http_head.hpp"
#include "handshake/http_response.hpp"

namespace ws101 {

struct ServerPolicy {
  std::vector<std::string> subprotocols;  // those the server speaks, the most preferred first
  std::vector<std::string> origins;       // web pages that may connect, "http://host[:port]"; empty: all
  bool origin_required = false;           // with origins: also refuse programs that send no Origin
  std::optional<DeflateParams> deflate =
      {};  // permessage-deflate as the server wants it; none: it is declined
};

struct Accepted {
  std::string response;                       // the 101, to be sent; frames may follow it immediately
  std::string subprotocol;                    // in use; empty: none
  std::optional<DeflateParams> deflate = {};  // as negotiated; none: not in use
};

// An ordinary HTTP request: answer it with a page or with upgrade_required().
struct NotWebSocket {
  bool is_head = false;  // HEAD: the response with a page has no body
  std::string words;     // why it is not a handshake
};

// Judges a request except its path: the caller may call refuse_path() before or after.
std::variant<Accepted, Refusal, NotWebSocket> answer_request(const RequestHead& head,
                                                             const ServerPolicy& policy);

// The 101 itself. `subprotocol` and `extensions` are sent as the values of their fields if they are not
// empty.
std::string switching_response(std::string_view accept, std::string_view subprotocol,
                               std::string_view extensions);

// The refusals.
Refusal refuse(const HandshakeIssue& issue);            // by violation: 400, 405, 426, 431 or 505
Refusal upgrade_required(const NotWebSocket& request);  // 426: nothing here but WebSocket
Refusal refuse_path(const RequestHead& head);           // 404
Refusal refuse_full();                                  // 503: no place for one more client
Refusal refuse_late();                                  // 408: the head did not come within the deadline

}  // namespace ws101
