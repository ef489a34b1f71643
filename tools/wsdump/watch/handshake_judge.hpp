// An opening handshake as a third party judges it (RFC 6455 4).
#pragma once

#include <optional>
#include <string>
#include <string_view>
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
  bool frames_follow = false;  // behind the head that has no empty line
  bool pasted = false;         // whoever gave the heads may have left out values
};

// Everything about it but the connection and the time. The event points into `exchange`.
HandshakeEvent judge_handshake(const Exchange& exchange);

inline constexpr std::string_view kRefused = "hs-refused";  // the finding's id

// A server may refuse, but nothing else works then: a warning with the status, and as its hint what the status means,
// where that is one thing. Nothing if it accepts, or if its refusal is a violation.
std::optional<Finding> refusal(const HandshakeEvent& event);
// The words of a refusal's body that give the reason: all of a text, the title of an HTML page. In quotes, safe to
// show; empty if there are none.
std::string reason_in(std::string_view body);

// Legal things that explain why a connection fails: sentences that are safe to show.
std::vector<std::string> handshake_notes(const HandshakeEvent& event);

}  // namespace ws101::wsdump
