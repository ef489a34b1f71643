#include "wsdump/watch/handshake_judge.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <utility>

#include "handshake/accept_key.hpp"
#include "handshake/check_request.hpp"
#include "handshake/check_response.hpp"
#include "handshake/deflate_params.hpp"
#include "handshake/extension.hpp"
#include "text/escape.hpp"
#include "wsdump/plain_text.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kMostReason = 100;  // bytes of what a server says

// What these statuses always mean (RFC 9110 15.5.2, 15.6.3, 15.6.5). A 404 may have other reasons, such as HTTP/2.
constexpr std::pair<int, const char*> kRefusals[] = {
    {401, "the server wants credentials with the request"},
    {502, "a proxy answered, which got no right answer from the server behind it"},
    {504, "a proxy answered, which got no answer in time from the server behind it"},
};

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

// The head has no empty line at its end, and nothing comes any more but frames.
HandshakeEvent::Issue unended(Direction by, const Exchange& exchange, std::size_t size) {
  HandshakeEvent::Issue issue;
  issue.by = by;
  issue.finding.id = "hs-line-ending";
  issue.finding.rfc = "9112";
  issue.finding.section = "2.1";
  issue.finding.offset = size;
  const std::string waiting = by == Direction::Server ? "client" : "server";
  issue.finding.text = "the empty line (CR LF) that ends the head is missing";
  issue.finding.text += exchange.frames_follow
                            ? " before the first frame: the " + waiting + " reads the frame as a field"
                            : ": the " + waiting + " waits for ever";
  return issue;
}

// A field of the draft hixie-76, which takes the place of the key or of Accept; empty: there is none.
std::string_view draft_field(const Fields& fields) {
  for (const std::string_view name : {"Sec-WebSocket-Location", "WebSocket-Location", "Sec-WebSocket-Key1"}) {
    if (fields.count(name) > 0) return name;
  }
  return {};
}

// A head that lacks the field `needed`, and has fields of the draft instead.
void add_draft_hint(const Fields& fields, std::string_view needed, Direction by, HandshakeEvent& event) {
  const std::string_view name = draft_field(fields);
  if (name.empty() || fields.count(needed) > 0 || event.issues.empty() || event.issues.back().by != by)
    return;
  event.issues.back().finding.hint =
      std::string(name) + " belongs to the draft hixie-76 of 2010, which no browser speaks any more";
}

// Who pasted it left out the value, or its middle: base64 has no dots.
bool is_elided(const Exchange& exchange, const Fields& fields) {
  const auto dotted = [&](std::string_view name) {
    return fields.value(name).find("...") != std::string_view::npos;
  };
  return exchange.pasted && (dotted("Sec-WebSocket-Accept") || dotted("Sec-WebSocket-Key"));
}

// A field that is missing in a head that is cut may have been sent, unless another one is there in its place.
void add_issue(HandshakeEvent& event, const HandshakeIssue& issue, Direction by, const Fields& fields,
               bool elided) {
  const bool cut = by == Direction::Client ? event.request_cut : event.response_cut;
  const bool of_value =
      issue.violation == HandshakeViolation::AcceptWrong || issue.violation == HandshakeViolation::KeyInvalid;
  const bool missing = issue.offset == kNoOffset && draft_field(fields).empty();
  const bool unseen = (cut && missing) || (of_value && elided);
  (unseen ? event.unseen : event.issues).push_back(issue_of(issue, by));
}

std::vector<std::string> extension_texts(const Fields& fields) {
  std::vector<std::string> texts;
  const auto parsed = parse_extensions(fields);
  if (const auto* list = std::get_if<std::vector<Extension>>(&parsed)) {
    for (const Extension& extension : *list) texts.push_back(extensions_text({extension}));
  }
  return texts;
}

void judge_request(const Exchange& exchange, HandshakeEvent& event) {
  const RequestHead& head = *exchange.request;
  event.request = &head;
  const bool elided = is_elided(exchange, head.fields);
  event.request_cut |= elided;
  if (!elided) event.key = head.fields.value("Sec-WebSocket-Key");
  if (!event.key.empty()) event.accept_expected = accept_key(event.key);
  add_noted(event, exchange.request_issues, Direction::Client);
  for (const HandshakeIssue& issue : check_request(head))
    add_issue(event, issue, Direction::Client, head.fields, elided);
  if (exchange.request_unended) event.issues.push_back(unended(Direction::Client, exchange, head.size - 2));
  event.extensions = extension_texts(head.fields);
  add_draft_hint(head.fields, "Sec-WebSocket-Key", Direction::Client, event);
}

// Offers that the input does not show cannot be held against the answer: the request may be cut, or made up of its key.
bool sees_offers(const Exchange& exchange, HandshakeViolation violation) {
  const bool extension = violation == HandshakeViolation::ExtensionNotOffered;
  if (!extension && violation != HandshakeViolation::SubprotocolNotOffered) return true;
  if (!exchange.request) return false;
  const char* const field = extension ? "Sec-WebSocket-Extensions" : "Sec-WebSocket-Protocol";
  return !exchange.request_cut || exchange.request->fields.count(field) > 0;
}

void judge_response(const Exchange& exchange, HandshakeEvent& event) {
  const ResponseHead& head = *exchange.response;
  const bool request_wrong = !event.issues.empty();
  event.response = &head;
  const bool elided = is_elided(exchange, head.fields);
  event.response_cut |= elided;
  if (!elided) event.accept = head.fields.value("Sec-WebSocket-Accept");
  event.refused = head.status != 101;
  event.extensions = extension_texts(head.fields);
  if (head.fields.count("Sec-WebSocket-Protocol") > 0)
    event.subprotocol = std::string(head.fields.value("Sec-WebSocket-Protocol"));
  add_noted(event, exchange.response_issues, Direction::Server);
  if (exchange.response_unended) event.issues.push_back(unended(Direction::Server, exchange, head.size - 2));
  // A server is free to refuse; what it may not do is accept with another status.
  if (event.refused && (head.status >= 300 || request_wrong) && event.accept.empty()) return;
  ResponseExpectations expected =
      exchange.request ? expectations_of(*exchange.request) : ResponseExpectations{};
  expected.key = event.key;
  for (const HandshakeIssue& issue : check_response(head, expected)) {
    if (sees_offers(exchange, issue.violation))
      add_issue(event, issue, Direction::Server, head.fields, elided);
  }
  add_draft_hint(head.fields, "Sec-WebSocket-Accept", Direction::Server, event);
}

}  // namespace

HandshakeEvent judge_handshake(const Exchange& exchange) {
  HandshakeEvent event;
  event.request_cut = exchange.request_cut;
  event.response_cut = exchange.response_cut;
  event.request_text = exchange.request_text;
  event.response_text = exchange.response_text;
  if (exchange.request) judge_request(exchange, event);
  if (exchange.response) judge_response(exchange, event);
  event.ok = event.issues.empty() && !event.refused;
  return event;
}

std::optional<Finding> refusal(const HandshakeEvent& event) {
  if (!event.refused) return std::nullopt;
  for (const HandshakeEvent::Issue& issue : event.issues) {
    if (issue.finding.id == facts(HandshakeViolation::StatusNot101).id) return std::nullopt;
  }
  const ResponseHead& head = *event.response;
  Finding finding = make_finding(kRefused, Level::Warning, "4.2.2",
                                 "the server refused the handshake with " + std::to_string(head.status));
  for (const auto& [status, words] : kRefusals) {
    if (status == head.status) finding.hint = words;
  }
  if (const std::string_view target = head.fields.value("Location");
      !target.empty() && head.status / 100 == 3) {
    finding.hint = "the URL has moved to " + escape_text(bytes_of(target), kMostReason) +
                   "; browsers do not follow a redirection here, so the client has to use that URL";
  }
  return finding;
}

std::string reason_in(std::string_view body) {
  constexpr std::string_view kTitle = "<title>";
  while (!body.empty() && std::isspace(static_cast<unsigned char>(body.front())) != 0) body.remove_prefix(1);
  if (body.starts_with('<')) {
    const std::size_t title = body.find(kTitle);
    body.remove_prefix(title == std::string_view::npos ? body.size() : title + kTitle.size());
    body = body.substr(0, body.find('<'));
  }
  body = body.substr(0, body.find_last_not_of(" \t\r\n") + 1);
  if (body.empty() || !is_readable(bytes_of(body))) return {};
  return '"' + plain_text(bytes_of(body), kMostReason) + '"';
}

std::vector<std::string> handshake_notes(const HandshakeEvent& event) {
  std::vector<std::string> notes;
  const bool accepted = event.response != nullptr && !event.refused;
  for (const char* const name : {"Content-Length", "Transfer-Encoding"}) {
    if (!accepted || event.response->fields.count(name) == 0) continue;
    notes.push_back(
        "the 101 has a " + std::string(name) +
        " field, but no body: some readers take the first frame for one [RFC 9110 8.6, RFC 9112 6.1]");
  }
  // Browsers and curl leave fields of a request out, but who shows a part of an answer may also show all of it.
  const bool shown = accepted && event.response->version.first == 1 &&
                     std::distance(event.response->fields.begin(), event.response->fields.end()) > 1;
  for (const HandshakeEvent::Issue& issue : event.unseen) {
    if (shown && issue.by == Direction::Server)
      notes.push_back("no violation, because the input may not show the whole head: " + issue.finding.text);
  }
  if (event.request == nullptr) return notes;
  const Fields& request = event.request->fields;
  const auto offered = parse_extensions(request);
  if (const auto* list = std::get_if<std::vector<Extension>>(&offered)) {
    for (const Extension& extension : *list) {
      if (extension.name != kDeflateName) continue;
      if (const auto words = wrong_deflate_offer(extension)) {
        notes.push_back("a server has to decline this offer of permessage-deflate: " + *words +
                        " [RFC 7692 7.1]");
      }
    }
  }
  const std::string_view subprotocols = request.value("Sec-WebSocket-Protocol");
  if (accepted && !subprotocols.empty() && !event.subprotocol) {
    notes.push_back("the client offered a subprotocol (" + escape_text(bytes_of(subprotocols), 60) +
                    ") and the server chose none: lawful, but browsers fail the connection [RFC 6455 4.2.2]");
  }
  return notes;
}

}  // namespace ws101::wsdump
