// An opening handshake as a third party judges it (RFC 6455 4).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handshake/http_head.hpp"
#include "wsdump/watch/events.hpp"

namespace ws101::wsdump {

// What of a handshake is in the input.
struct Exchange {
  std::optional<RequestHead> request;
  std::optional<ResponseHead> response;
  std::string request_text;  // the heads as they came
  std::string response_text;
  std::vector<HandshakeIssue> request_issues;  // what their parsers noted
  std::vector<HandshakeIssue> response_issues;
  // The empty line at the end never came; the head was cut, so that no field of it can be missed.
  bool request_unended = false;
  bool response_unended = false;
  bool request_cut = false;
  bool response_cut = false;
};

// Everything about it but the connection and the time. The event points into `exchange`.
HandshakeEvent judge_handshake(const Exchange& exchange);

// Legal things that explain why a connection fails: sentences that are safe to show.
std::vector<std::string> handshake_notes(const HandshakeEvent& event);

}  // namespace ws101::wsdump
