// One head after the other: http_stage.hpp says what becomes of each.
#include "wsdump/watch/http_stage.hpp"

#include <algorithm>

#include "handshake/check_response.hpp"
#include "handshake/token.hpp"
#include "text/quoted.hpp"
#include "wsdump/watch/analysis.hpp"

namespace ws101::wsdump {
namespace {

constexpr HeadLimits kLimits{kMaxHeadBytes, 1000};

bool has_websocket_field(const Fields& fields) {
  constexpr std::string_view kPrefix = "Sec-WebSocket-";
  return std::any_of(fields.begin(), fields.end(), [&](const Field& field) {
    return equal_ignoring_case(std::string_view(field.name).substr(0, kPrefix.size()), kPrefix);
  });
}

// Whether a value means WebSocket, perhaps misspelt.
bool names_sockets(std::string_view value) {
  constexpr std::string_view kSocket = "socket";
  for (; value.size() >= kSocket.size(); value.remove_prefix(1)) {
    if (equal_ignoring_case(value.substr(0, kSocket.size()), kSocket)) return true;
  }
  return false;
}

// Whether a request wants WebSocket, however badly it says so.
bool asks_for_websocket(const RequestHead& head) {
  return has_websocket_field(head.fields) || head.fields.count("Upgrade") > 0 ||
         head.fields.has_token("Connection", "Upgrade");
}

// What else than WebSocket a head changes to, such as h2c; empty: nothing.
std::string_view other_protocol(const Fields& fields) {
  const std::string_view upgrade = fields.value("Upgrade");
  return has_websocket_field(fields) || names_sockets(upgrade) ? std::string_view() : upgrade;
}

std::string not_websocket(std::string_view protocol) {
  return "an upgrade to " + quoted(protocol) + ", not to WebSocket";
}

bool answers_websocket(const ResponseHead& head) {
  return head.status == 101 || head.fields.count("Sec-WebSocket-Accept") > 0;
}

}  // namespace

HttpStage::Head HttpStage::read(std::string_view bytes) {
  return bytes.starts_with("HTTP/") ? read_response(bytes) : read_request(bytes);
}

std::string_view HttpStage::no_handshake(bool asked_about) const {
  if (saw_cut_) return "as far as the request is in the input, it does not ask for WebSocket";
  if (!asked_about || always_cut_[0]) return kNoHandshake;
  return "the request does not ask for WebSocket: it has no Upgrade and no Sec-WebSocket-Key; a page is "
         "loaded "
         "like that, or a proxy has dropped the fields";
}

HttpStage::Head HttpStage::read_request(std::string_view bytes) {
  Head head;
  RequestHeadParser parser(kLimits, HeadRigour::Tolerant);
  auto result = parser.parse(bytes);
  if (const auto* issue = std::get_if<HandshakeIssue>(&result)) {
    head.outcome = Outcome::Foreign;
    head.why = "HTTP that cannot be read: " + issue->detail;
  }
  auto* const request = std::get_if<RequestHead>(&result);
  if (request == nullptr) return head;
  head.size = request->size;
  if (const std::string_view other = other_protocol(request->fields); !other.empty()) {
    head.outcome = Outcome::Foreign;
    head.why = not_websocket(other);
    return head;
  }
  if (!asks_for_websocket(*request)) {
    ++unanswered_;
    saw_ordinary_ = true;
    saw_cut_ |= exchange_.request_cut || exchange_.request_unended;
    head.outcome = Outcome::Ordinary;
    // The answer to these has no body, or one without end.
    if (request->method != "HEAD" && request->method != "CONNECT")
      head.body = HttpBody::behind(request->fields, false, true);
    clear();
    return head;
  }
  head.outcome = Outcome::Asked;
  exchange_.request_issues = parser.noted();
  exchange_.request = std::move(*request);
  exchange_.request_text = bytes.substr(0, head.size);
  return head;
}

HttpStage::Head HttpStage::read_response(std::string_view bytes) {
  Head head;
  head.is_response = true;
  ResponseHeadParser parser(kLimits, HeadRigour::Tolerant);
  auto result = parser.parse(bytes);
  if (const auto* issue = std::get_if<HandshakeIssue>(&result)) {
    head.outcome = Outcome::Foreign;
    head.why = "HTTP that cannot be read: " + issue->detail;
  }
  auto* const response = std::get_if<ResponseHead>(&result);
  if (response == nullptr) return head;
  head.size = response->size;
  const int status = response->status;
  head.body = HttpBody::behind(response->fields, status == 204 || status == 304, false);
  const std::string_view other = other_protocol(response->fields);
  if (status == 101 && !exchange_.request && !other.empty()) {
    head.outcome = Outcome::Foreign;
    head.why = not_websocket(other);
  } else if (is_interim(*response)) {
    head.outcome = Outcome::Interim;
  } else if (unanswered_ > 0 && status != 101) {
    --unanswered_;
    head.outcome = Outcome::Ordinary;
  } else if (!exchange_.pasted && !exchange_.request && !answers_websocket(*response)) {
    head.outcome = Outcome::Foreign;
    head.why = kNoHandshake;
  } else {
    head.outcome = status == 101 ? Outcome::Answered : Outcome::Refused;
    exchange_.response_issues = parser.noted();
    exchange_.response = std::move(*response);
    exchange_.response_text = bytes.substr(0, head.size);
  }
  return head;
}

}  // namespace ws101::wsdump
