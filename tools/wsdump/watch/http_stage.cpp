// One head after the other: http_stage.hpp says what becomes of each.
#include "wsdump/watch/http_stage.hpp"

#include <algorithm>

#include "handshake/check_response.hpp"
#include "wsdump/watch/analysis.hpp"

namespace ws101::wsdump {
namespace {

constexpr HeadLimits kLimits{kMaxHeadBytes, 1000};

// Whether a request wants WebSocket, however badly it says so.
bool asks_for_websocket(const RequestHead& head) {
  constexpr std::string_view kPrefix = "sec-websocket-";
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  for (const Field& field : head.fields) {
    std::string begin = field.name.substr(0, kPrefix.size());
    std::transform(begin.begin(), begin.end(), begin.begin(), lower);
    if (begin == kPrefix) return true;
  }
  return head.fields.count("Upgrade") > 0 || head.fields.has_token("Connection", "Upgrade");
}

bool answers_websocket(const ResponseHead& head) {
  return head.status == 101 || head.fields.count("Sec-WebSocket-Accept") > 0;
}

}  // namespace

HttpStage::Head HttpStage::read(std::string_view bytes) {
  return bytes.starts_with("HTTP/") ? read_response(bytes) : read_request(bytes);
}

std::string_view HttpStage::no_handshake() const {
  return saw_cut_ ? "as far as the request is in the input, it does not ask for WebSocket" : kNoHandshake;
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
  if (is_interim(*response)) {
    head.outcome = Outcome::Interim;
  } else if (unanswered_ > 0 && status != 101) {
    --unanswered_;
    head.outcome = Outcome::Ordinary;
  } else if (!any_answer_ && !exchange_.request && !answers_websocket(*response)) {
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
