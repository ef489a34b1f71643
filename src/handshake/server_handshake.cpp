// The response to the first violation, or the 101 if there is none.
#include "handshake/server_handshake.hpp"

#include <optional>
#include <utility>

#include "handshake/accept_key.hpp"
#include "handshake/check_request.hpp"
#include "handshake/deflate_negotiation.hpp"
#include "handshake/origin.hpp"
#include "handshake/subprotocol.hpp"
#include "text/quoted.hpp"

namespace ws101 {
namespace {

constexpr const char* kRetryAfterSeconds = "5";  // for a client that finds the server full
// In bytes: a 101 fits, so it takes one allocation. Over 1 KiB, because glibc keeps smaller freed blocks for
// the thread.
constexpr std::size_t kUsualResponse = 1100;

bool is_head_method(const RequestHead& head) {
  return head.method == "HEAD";
}

std::optional<Refusal> judge_origin(const RequestHead& head, const ServerPolicy& policy) {
  if (policy.origins.empty()) return std::nullopt;
  // RFC 6455 4.2.2: "If the server does not wish to accept this connection, it MUST return an appropriate
  // HTTP error code (e.g., 403 Forbidden) and abort the WebSocket handshake"
  const std::size_t count = head.fields.count("Origin");
  if (count == 0 && !policy.origin_required) return std::nullopt;
  const std::string_view origin = head.fields.value("Origin");
  if (count == 1 && origin_is_allowed(origin, policy.origins)) return std::nullopt;
  Refusal refusal;
  refusal.status = 403;
  refusal.sentence = count == 0  ? "expected an Origin that may connect here, got none"
                     : count > 1 ? "expected one Origin, got several"
                                 : "expected an Origin that may connect here, got " + quoted(origin);
  return refusal;
}

std::optional<DeflateAnswer> answer_offers(const RequestHead& head, const ServerPolicy& policy) {
  if (!policy.deflate) return std::nullopt;
  const auto offers = parse_extensions(head.fields);
  const auto* list = std::get_if<std::vector<Extension>>(&offers);
  return list == nullptr ? std::nullopt : answer_deflate(*list, *policy.deflate);
}

}  // namespace

std::variant<Accepted, Refusal, NotWebSocket> answer_request(const RequestHead& head,
                                                             const ServerPolicy& policy) {
  // RFC 6455 4.2.2: "When a client establishes a WebSocket connection to a server, the server MUST complete
  // the following steps to accept the connection and send the server's opening handshake."
  const std::vector<HandshakeIssue> issues = check_request(head);
  if (is_ordinary_http(issues) && (head.method == "GET" || is_head_method(head))) {
    for (const HandshakeIssue& issue : issues) {
      if (issue.violation == HandshakeViolation::UpgradeMissing ||
          issue.violation == HandshakeViolation::ConnectionMissing) {
        return NotWebSocket{is_head_method(head), issue.detail};
      }
    }
  }
  if (!issues.empty()) {
    // RFC 6455 4.2.1: "the server MUST stop processing the client's handshake and return an HTTP response
    // with an appropriate error code (such as 400 Bad Request)."
    Refusal refusal = refuse(issues.front());
    refusal.omit_body = is_head_method(head);
    return refusal;
  }
  if (auto refusal = judge_origin(head, policy)) return std::move(*refusal);

  Accepted accepted;
  accepted.subprotocol = choose_subprotocol(policy.subprotocols, head.fields.list("Sec-WebSocket-Protocol"));
  // RFC 6455 9.1: "Any extension-token used MUST be a registered token": permessage-deflate, or none.
  // RFC 6455 4.2.2: "If the server supports multiple extensions, then the value MUST be derived from the
  // client's handshake, specifically by selecting one or more of the values from the
  // |Sec-WebSocket-Extensions| field."
  // RFC 6455 4.2.2: "Extensions not listed by the client MUST NOT be listed."
  std::string extensions;
  if (auto answer = answer_offers(head, policy)) {
    accepted.deflate = answer->agreed;
    extensions = extensions_text({std::move(answer->extension)});
  }
  accepted.response = switching_response(accept_key(head.fields.value("Sec-WebSocket-Key")),
                                         accepted.subprotocol, extensions);
  return accepted;
}

std::string switching_response(std::string_view accept, std::string_view subprotocol,
                               std::string_view extensions) {
  // RFC 9110 8.6: "A server MUST NOT send a Content-Length header field in any response with a status code of
  // 1xx (Informational) or 204 (No Content)."
  // RFC 6455 4.2.2: "If the server chooses to accept the incoming connection, it MUST reply with a valid HTTP
  // response"
  std::string out;
  out.reserve(kUsualResponse);
  out =
      "HTTP/1.1 101 Switching Protocols\r\n"
      "Upgrade: websocket\r\n"
      "Connection: Upgrade\r\n"
      "Sec-WebSocket-Accept: ";
  out += accept;
  out += "\r\n";
  // RFC 6455 4.2.2: "if the server does not wish to agree to one of the suggested subprotocols, it MUST NOT
  // send back a |Sec-WebSocket-Protocol| header field in its response"
  if (!subprotocol.empty()) {
    out += "Sec-WebSocket-Protocol: ";
    out += subprotocol;
    out += "\r\n";
  }
  if (!extensions.empty()) {
    out += "Sec-WebSocket-Extensions: ";
    out += extensions;
    out += "\r\n";
  }
  out += "\r\n";
  return out;
}

Refusal refuse(const HandshakeIssue& issue) {
  Refusal refusal;
  refusal.status = issue.status();
  refusal.sentence = issue.detail;
  if (refusal.status == 405) {
    // RFC 9110 15.5.6: "The origin server MUST generate an Allow header field in a 405 response"
    refusal.fields.add("Allow", "GET");
  }
  if (refusal.status == 426) {
    // RFC 9110 15.5.22: "The server MUST send an Upgrade header field in a 426 response to indicate the
    // required protocol(s)"
    refusal.fields.add("Upgrade", "websocket");
    // RFC 6455 4.4: "If the server doesn't support the requested version, it MUST respond with a
    // |Sec-WebSocket-Version| header field (or multiple |Sec-WebSocket-Version| header fields) containing all
    // versions it is willing to use."
    // RFC 6455 4.2.2: "If this version does not match a version understood by the server, the server MUST
    // abort the WebSocket handshake described in this section and instead send an appropriate HTTP error code
    // (such as 426 Upgrade Required) and a |Sec-WebSocket-Version| header field indicating the version(s) the
    // server is capable of understanding."
    refusal.fields.add("Sec-WebSocket-Version", "13");
  }
  return refusal;
}

Refusal upgrade_required(const NotWebSocket& request) {
  Refusal refusal =
      refuse({HandshakeViolation::UpgradeMissing, "Only WebSocket is spoken here: " + request.words});
  refusal.omit_body = request.is_head;
  return refusal;
}

Refusal refuse_path(const RequestHead& head) {
  Refusal refusal;
  // RFC 6455 4.2.2: "If the requested service is not available, the server MUST send an appropriate HTTP
  // error code (such as 404 Not Found) and abort the WebSocket handshake."
  refusal.status = 404;
  refusal.sentence = "There is nothing at " + quoted(head.target);
  refusal.omit_body = is_head_method(head);
  return refusal;
}

Refusal refuse_full() {
  Refusal refusal;
  refusal.status = 503;
  refusal.sentence = "All places are taken. Try again in a few seconds";
  refusal.fields.add("Retry-After", kRetryAfterSeconds);
  return refusal;
}

Refusal refuse_late() {
  Refusal refusal;
  refusal.status = 408;
  refusal.sentence = "The head of the request was not complete in time";
  return refusal;
}

}  // namespace ws101
