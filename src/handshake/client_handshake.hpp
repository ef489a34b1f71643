// The client's side of the opening handshake: builds the request, and judges the server's response (RFC
// 6455 4.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "handshake/authority.hpp"
#include "handshake/deflate_params.hpp"
#include "handshake/fields.hpp"
#include "handshake/handshake_violation.hpp"
#include "handshake/http_head.hpp"

namespace ws101 {

struct ClientRequest {
  std::string host;                       // a name, an IPv4 or an IPv6 address (without brackets)
  std::uint16_t port = kDefaultPort;      // 1 to 65535
  std::string target = "/";               // path and query
  std::string key;                        // from make_key, of 16 fresh random bytes
  std::string origin;                     // empty: no Origin field
  std::vector<std::string> subprotocols;  // offered, the preferred one first; all different
  std::string extensions;                 // the value of Sec-WebSocket-Extensions; empty: no such field
  Fields extra;                           // further fields, such as Authorization or User-Agent
};

// Why a ClientRequest cannot be sent.
struct ClientRequestError {
  std::string words;
};

// The request's bytes. Refuses everything that could change the meaning of the head: line breaks and
// control characters, names that are not tokens, and extra fields that the handshake writes itself.
std::variant<std::string, ClientRequestError> build_request(const ClientRequest& request);

struct Established {
  std::string subprotocol;                    // the server's choice; empty: none
  std::optional<DeflateParams> deflate = {};  // permessage-deflate as negotiated; none: not in use
};

struct ClientHandshakeError {
  HandshakeViolation violation = HandshakeViolation::StatusNot101;
  std::string words;     // what was expected and what came: printable ASCII
  int status = 0;        // of the response
  std::string location;  // the target of a redirect (3xx), as it came; else empty
};

// Judges the response to `request`. A response with a status other than 101 may have a body, which the
// caller may read. After an interim response (is_interim in check_response.hpp) another head follows: judge
// that one instead.
std::variant<Established, ClientHandshakeError> verify_response(const ResponseHead& head,
                                                                const ClientRequest& request);

}  // namespace ws101
