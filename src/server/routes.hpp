// The response to a request: a WebSocket, a page, or a refusal.
#pragma once

#include <string>
#include <variant>

#include "handshake/http_head.hpp"
#include "handshake/server_handshake.hpp"
#include "server/shared.hpp"

namespace ws101 {

// A complete HTTP response, after which the connection ends; `why` is for the log.
struct HttpAnswer {
  std::string response;
  std::string why;
};

// The 101 to send, and the endpoint that handles the messages.
struct Upgrade {
  const Endpoint* endpoint = nullptr;
  Accepted accepted;
};

// Judges the head, and fills in the path and the query of `request` if the target has them.
std::variant<HttpAnswer, Upgrade> route(const ServerShared& shared, const RequestHead& head,
                                        Request& request);

}  // namespace ws101
