// The opening handshake as a third party sees it: both heads are read, judged and told before the frames.
#include <algorithm>

#include "handshake/accept_key.hpp"
#include "handshake/check_request.hpp"
#include "handshake/check_response.hpp"
#include "handshake/deflate_params.hpp"
#include "handshake/extension.hpp"
#include "text/escape.hpp"
#include "wsdump/watch/watch.hpp"

namespace ws101::wsdump {
namespace {

// Whether a request wants WebSocket, however badly it says so.
bool asks_for_websocket(const RequestHead& head) {
  for (const Field& field : head.fields) {
    if (field.name.size() > 13) {
      std::string name = field.name.substr(0, 14);
      std::transform(name.begin(), name.end(), name.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
      if (name == "sec-websocket-") return true;
    }
  }
  return head.fields.count("Upgrade") > 0 || head.fields.has_token("Connection", "Upgrade");
}

bool answers_websocket(const ResponseHead& head) {
  return head.status == 101 || head.fields.count("Sec-WebSocket-Accept") > 0;
}

HandshakeEvent::Issue issue_of(const HandshakeIssue& issue, Direction by) {
  const HandshakeViolationFacts& rule = facts(issue.violation);
  HandshakeEvent::Issue told;
  told.by = by;
  told.finding.id = rule.id;
  told.finding.rfc = rule.rfc;
  told.finding.section = rule.section;
  told.finding.offset = issue.offset == kNoOffset ? 0 : issue.offset;
  told.finding.text = issue.detail.empty() ? std::string(rule.words) : issue.detail;
  told.finding.hint = issue.cause.empty() ? "" : "the Accept is " + issue.cause;
  return told;
}

// Adds what a head parser noted. A program that ends one line with LF alone ends all so: that is told once.
void add_noted(HandshakeEvent& event, const std::vector<HandshakeIssue>& noted, Direction by) {
  std::size_t more = 0;
  std::size_t first = 0;
  for (const HandshakeIssue& issue : noted) {
    if (issue.violation == HandshakeViolation::LineEnding && first != 0) {
      ++more;
      continue;
    }
    event.issues.push_back(issue_of(issue, by));
    if (issue.violation == HandshakeViolation::LineEnding) first = event.issues.size();
  }
  if (more > 0) event.issues[first - 1].finding.text += " (and so " + std::to_string(more) + " lines more)";
}

std::vector<std::string> extension_texts(const Fields& fields) {
  std::vector<std::string> texts;
  const auto parsed = parse_extensions(fields);
  if (const auto* list = std::get_if<std::vector<Extension>>(&parsed)) {
    for (const Extension& extension : *list) texts.push_back(extensions_text({extension}));
  }
  return texts;
}

// The head has no empty line at its end, and nothing comes any more.
HandshakeEvent::Issue unended(Direction by, std::size_t size) {
  HandshakeEvent::Issue issue;
  issue.by = by;
  issue.finding.id = "hs-line-ending";
  issue.finding.rfc = "9112";
  issue.finding.section = "2.1";
  issue.finding.offset = size;
  issue.finding.text = std::string("the empty line (CR LF) that ends the head is missing: the ") +
                       (by == Direction::Server ? "client" : "server") + " waits for ever";
  return issue;
}

// What is lawful, and yet explains why a connection fails.
std::vector<std::string> handshake_notes(const HandshakeEvent& event) {
  std::vector<std::string> notes;
  if (event.request == nullptr) return notes;
  const Fields& request = event.request->fields;
  const auto offered = parse_extensions(request);
  if (const auto* list = std::get_if<std::vector<Extension>>(&offered)) {
    for (const Extension& extension : *list) {
      if (extension.name != kDeflateName) continue;
      if (const auto words = wrong_deflate_offer(extension))
        notes.push_back("a server has to decline this offer of permessage-deflate: " + *words +
                        " [RFC 7692 7.1]");
    }
  }
  const std::string_view subprotocols = request.value("Sec-WebSocket-Protocol");
  const bool accepted = event.response != nullptr && !event.refused;
  if (accepted && !subprotocols.empty() && !event.subprotocol) {
    notes.push_back("the client offered a subprotocol (" + escape_text(bytes_of(subprotocols), 60) +
                    ") and the server chose none: lawful, but browsers fail the connection [RFC 6455 4.2.2]");
  }
  return notes;
}

bool names_deflate(const std::vector<std::string>& extensions) {
  return std::any_of(extensions.begin(), extensions.end(),
                     [](const std::string& text) { return text.starts_with("permessage-deflate"); });
}

}  // namespace

void ConnectionWatch::take_head(Side& s, Moment at, bool last_chance) {
  const std::string_view received = text_of(Bytes(s.pending));
  const HeadLimits limits{kMaxHeadBytes, 1000};
  const bool is_response = received.starts_with("HTTP/");
  std::size_t size = 0;
  std::optional<HandshakeIssue> fatal;
  if (is_response) {
    ResponseHeadParser parser(limits, HeadRigour::Tolerant);
    auto result = parser.parse(received);
    if (auto* head = std::get_if<ResponseHead>(&result)) {
      size = head->size;
      if (is_interim(*head)) {
        s.pending.erase(s.pending.begin(), s.pending.begin() + static_cast<std::ptrdiff_t>(size));
        return s.pending.empty() ? void() : take_head(s, at, last_chance);
      }
      opening_.response_issues = parser.noted();
      opening_.response = std::move(*head);
    } else if (const auto* issue = std::get_if<HandshakeIssue>(&result)) {
      fatal = *issue;
    }
  } else {
    RequestHeadParser parser(limits, HeadRigour::Tolerant);
    auto result = parser.parse(received);
    if (auto* head = std::get_if<RequestHead>(&result)) {
      size = head->size;
      opening_.request_issues = parser.noted();
      opening_.request = std::move(*head);
    } else if (const auto* issue = std::get_if<HandshakeIssue>(&result)) {
      fatal = *issue;
    }
  }
  if (fatal)
    return ignore(http_only_ ? std::string(kNoHandshake) : "HTTP that cannot be read: " + fatal->detail);
  if (size == 0) {
    if (last_chance && !received.empty()) take_cut_head(s, at);
    return;
  }
  settle_roles(s, !is_response);
  (is_response ? opening_.response_text : opening_.request_text) = received.substr(0, size);
  s.pending.erase(s.pending.begin(), s.pending.begin() + static_cast<std::ptrdiff_t>(size));
  s.frames_at = s.offset - s.pending.size();

  if (!is_response) {
    const RequestHead& request = *opening_.request;
    if (!asks_for_websocket(request)) {
      ++ordinary_requests_;
      http_only_ = !recognised_;
      // The answer to these has no body, or one without end.
      const bool readable = request.method != "HEAD" && request.method != "CONNECT";
      const auto body = readable ? HttpBody::behind(request.fields, false, true) : std::nullopt;
      opening_ = {};
      return step_over_body(s, body);
    }
    s.phase = Phase::Waiting;
    if (facts_.lone) {
      tell_handshake(at);
      begin_frames(s, 0, at);
    }
    return;
  }
  const int status = opening_.response->status;
  const auto body = HttpBody::behind(opening_.response->fields, status == 204 || status == 304, false);
  if (ordinary_requests_ > 0 && status != 101) {
    --ordinary_requests_;
    opening_.response.reset();
    opening_.response_text = {};
    return step_over_body(s, body);
  }
  // In a capture any answer may come by; a head that was given by itself is meant.
  if (facts_.from_capture && !opening_.request && !answers_websocket(*opening_.response))
    return ignore(kNoHandshake);
  tell_handshake(at);
  if (status != 101) return step_over_refusal(s, body, at);
  begin_frames(s, 0, at);
  release_waiting(at);
}

// Nothing comes behind a head that has not ended. Its whole lines are read; if the last line is whole too, only the
// empty line is missing, and that is the fault where the bytes are all that was sent.
void ConnectionWatch::take_cut_head(Side& s, Moment at) {
  const std::string received(text_of(Bytes(s.pending)));
  s.pending.clear();
  // Unless it speaks of WebSocket, or the other side has, a cut head says nothing about WebSocket.
  if (!recognised_ && facts_.from_capture && received.find("WebSocket") == std::string::npos &&
      received.find("websocket") == std::string::npos)
    return;
  const bool response = received.starts_with("HTTP/");
  const bool whole_lines = received.ends_with("\r\n") && !analysis_.input_cut;
  const bool all_sent = !facts_.from_capture || s.end != StreamEnd::Unknown;
  if (whole_lines && all_sent) {
    opening_.unended[response ? 1 : 0] = true;
  } else {
    opening_.cut[response ? 1 : 0] = true;
    ++analysis_.totals.incomplete;
    ++incomplete_;
    note(s, "the HTTP head is cut after " + std::to_string(received.size()) + " bytes");
  }
  const std::size_t lines = received.rfind('\n');
  if (lines == std::string::npos) return;
  const std::string head = received.substr(0, lines + 1) + "\r\n";
  s.pending.assign(head.begin(), head.end());
  take_head(s, at, false);
}

// The connection may yet be used for WebSocket, if the end of the body is known.
void ConnectionWatch::step_over_body(Side& s, const std::optional<HttpBody>& body) {
  if (!body) return ignore(http_only_ ? kNoHandshake : "");
  s.body = *body;
  s.phase = s.body.done() ? Phase::Head : Phase::Body;
}

// A client may ask again on the same connection: after 401, for one, with a password.
void ConnectionWatch::step_over_refusal(Side& server, const std::optional<HttpBody>& body, Moment at) {
  opening_ = {};
  if (facts_.lone && !body) return ignore("");
  step_over_body(server, body);
  Side& client = other(server);
  if (client.phase != Phase::Waiting) return;
  client.phase = Phase::Head;
  take_pending(client, at, false);
}

// The client's bytes behind its head were held until the answer told which extensions are in use.
void ConnectionWatch::release_waiting(Moment at) {
  for (Side& s : sides_) {
    if (s.phase == Phase::Waiting) begin_frames(s, 0, at);
  }
}

void ConnectionWatch::tell_handshake(Moment at) {
  if (opening_.told) return;
  opening_.told = true;
  announce();
  HandshakeEvent event;
  event.conn = facts_.event.conn;
  event.at = at;
  event.request_text = opening_.request_text;
  event.response_text = opening_.response_text;
  ResponseExpectations expected;
  if (opening_.request) {
    const RequestHead& head = *opening_.request;
    event.request = &head;
    event.key = head.fields.value("Sec-WebSocket-Key");
    if (!event.key.empty()) event.accept_expected = accept_key(event.key);
    add_noted(event, opening_.request_issues, Direction::Client);
    for (const HandshakeIssue& issue : check_request(head)) {
      // What is missing may stand in the part that was cut off.
      if (opening_.cut[0] && issue.offset == kNoOffset) continue;
      event.issues.push_back(issue_of(issue, Direction::Client));
    }
    if (opening_.unended[0]) event.issues.push_back(unended(Direction::Client, opening_.request_text.size()));
    expected = expectations_of(head);
    event.extensions = extension_texts(head.fields);
  }
  const bool request_wrong = !event.issues.empty();
  if (opening_.response) {
    const ResponseHead& head = *opening_.response;
    event.response = &head;
    event.accept = head.fields.value("Sec-WebSocket-Accept");
    event.refused = head.status != 101;
    event.extensions = extension_texts(head.fields);
    if (head.fields.count("Sec-WebSocket-Protocol") > 0)
      event.subprotocol = std::string(head.fields.value("Sec-WebSocket-Protocol"));
    add_noted(event, opening_.response_issues, Direction::Server);
    // A server is free to refuse; what it may not do is accept with another status.
    const bool plain_refusal = event.refused && (head.status >= 300 || request_wrong) && event.accept.empty();
    if (!plain_refusal) {
      for (const HandshakeIssue& issue : check_response(head, expected)) {
        // Offers that the input does not show cannot be held against the answer.
        if (!opening_.request && (issue.violation == HandshakeViolation::ExtensionNotOffered ||
                                  issue.violation == HandshakeViolation::SubprotocolNotOffered))
          continue;
        if (opening_.cut[1] && issue.offset == kNoOffset) continue;
        event.issues.push_back(issue_of(issue, Direction::Server));
      }
    }
  }
  if (opening_.response && opening_.unended[1])
    event.issues.push_back(unended(Direction::Server, opening_.response_text.size()));
  event.ok = event.issues.empty() && !event.refused;
  if (names_deflate(event.extensions) && (opening_.response || facts_.lone)) {
    allowed_rsv_ = 4;  // RFC 7692 6: RSV1 of the first frame of a message tells whether it is compressed
    compression_assumed_ = !opening_.response;
  }
  for (Side& s : sides_) s.decoder.set_allowed_rsv(allowed_rsv_);
  analysis_.sink.handshake(event);
  for (const HandshakeEvent::Issue& issue : event.issues) {
    tell({facts_.event.conn, 0, issue.by, at, &issue.finding});
  }
  for (const std::string& words : handshake_notes(event)) {
    count(Level::Note);
    analysis_.sink.note({facts_.event.conn, Direction::Unknown, words});
  }
  opening_.request.reset();
  opening_.response.reset();
  opening_.request_text = {};
  opening_.response_text = {};
}

}  // namespace ws101::wsdump
