// The handshake view; handshake.hpp is the specification.
#include "wsdump/show/handshake.hpp"

#include <string>

#include "text/escape.hpp"
#include "wsdump/accept.hpp"
#include "wsdump/show/words.hpp"
#include "wsdump/watch/handshake_judge.hpp"

namespace ws101::wsdump {
namespace {

std::string safe(std::string_view text, std::size_t bytes = 120) {
  return escape_text(bytes_of(text), bytes);
}

// What each field of the opening handshake is for.
struct FieldRule {
  std::string_view name;
  std::string_view section;
  std::string_view words;
};
constexpr FieldRule kRequestFields[] = {
    {"Host", "4.1", "which server is meant: exactly one"},
    {"Upgrade", "4.1", "has to name websocket, in any case"},
    {"Connection", "4.1", "has to list the token Upgrade"},
    {"Sec-WebSocket-Key", "4.1", "16 random bytes in base64: 24 characters"},
    {"Sec-WebSocket-Version", "4.1", "has to be 13"},
    {"Sec-WebSocket-Protocol", "4.1", "subprotocols that the client speaks, the best first"},
    {"Sec-WebSocket-Extensions", "9.1", "extensions that the client offers"},
    {"Origin", "10.2", "the page that asks: browsers always send it"},
};
constexpr FieldRule kResponseFields[] = {
    {"Upgrade", "4.2.2", "has to be websocket, in any case"},
    {"Connection", "4.2.2", "has to list the token Upgrade"},
    {"Sec-WebSocket-Accept", "4.2.2", "proves that the server read the key: see below"},
    {"Sec-WebSocket-Protocol", "4.2.2", "at most one, of those offered"},
    {"Sec-WebSocket-Extensions", "9.1", "only extensions that were offered"},
};

void put_rule(Output& out, const Fields& fields, const FieldRule& rule, bool cut) {
  const std::size_t count = fields.count(rule.name);
  const bool optional =
      rule.name == "Origin" || rule.name.ends_with("Protocol") || rule.name.ends_with("Extensions");
  if (count == 0 && optional) return;
  out << "  " << rule.name;
  out.spaces(26 - std::min<std::size_t>(rule.name.size(), 25));
  if (count == 0) {
    out << (cut ? "(not in the input)" : "(missing)");
  } else {
    out << safe(fields.value(rule.name));
    if (count > 1) out << "  (and " << count - 1 << " more of this name)";
  }
  out << "\n      " << rule.section << ": " << rule.words << '\n';
}

bool known(std::span<const FieldRule> rules, const Field& field) {
  Fields one;
  one.add(field.name, {});
  for (const FieldRule& rule : rules) {
    if (one.count(rule.name) > 0) return true;
  }
  return false;
}

void put_fields(Output& out, const Fields& fields, std::span<const FieldRule> rules, bool cut) {
  for (const FieldRule& rule : rules) put_rule(out, fields, rule, cut);
  std::size_t others = 0;
  for (const Field& field : fields) others += known(rules, field) ? 0U : 1U;
  if (others == 0) return;
  if (!rules.empty()) out << "  Not part of the handshake:\n";
  for (const Field& field : fields) {
    if (!known(rules, field)) out << "    " << safe(field.name, 40) << ": " << safe(field.value) << '\n';
  }
}

}  // namespace

void HandshakeView::handshake(const HandshakeEvent& event) {
  ++told_;
  if (event.request != nullptr) {
    put_request(event);
  } else {
    out_ << "Request: not in the input, so Accept cannot be compared\n";
  }
  if (event.response != nullptr) {
    put_response(event);
  } else {
    out_ << "Response: not in the input\n";
  }
  if (!event.key.empty()) {
    out_ << "\nAccept, step by step\n" << explain_accept(event.key).text;
    const bool unseen = event.accept.empty() && event.response_cut;
    if (event.response != nullptr && !event.refused && !unseen) {
      out_ << "  In the response: " << (event.accept.empty() ? std::string("(missing)") : safe(event.accept))
           << (event.accept == event.accept_expected ? "   right\n" : "   WRONG\n");
    }
  }
  out_ << '\n';
  for (const HandshakeEvent::Issue& issue : event.issues) tell(issue.finding, issue.by);
  if (event.refused && event.response != nullptr) {
    if (refusal(event)) return;  // told when its body has come
    out_ << "The server refused the handshake with " << event.response->status << ".\n";
  } else if (event.issues.empty()) {
    out_ << (event.request != nullptr && event.response != nullptr && event.unseen.empty()
                 ? "The handshake is right.\n"
                 : "What is there of the handshake is right.\n");
  }
}

void HandshakeView::tell(const Finding& finding, Direction by) {
  const std::string who = by == Direction::Unknown ? std::string() : std::string(json_name(by)) + ", ";
  put_finding(out_, "! ", finding, color_, " (" + who + finding.id + ")");
}

// The handshake's own violations have been shown with it.
void HandshakeView::violation(const ViolationEvent& event) {
  const std::string& id = event.finding->id;
  if (id == kRefused) {
    put_wrapped(out_, "", 'T' + event.finding->text.substr(1) + '.', 0);
    if (!event.finding->hint.empty()) put_wrapped(out_, "Likely cause: ", event.finding->hint, 2);
    return;
  }
  if (event.frame == 0 && !id.starts_with("hs-") && id != "pmd-param") tell(*event.finding, event.by);
}

void HandshakeView::put_request(const HandshakeEvent& event) {
  const RequestHead& head = *event.request;
  out_ << "Request\n  " << safe(head.method, 20) << ' ' << safe(head.target) << " HTTP/" << head.version.first
       << '.' << head.version.second << "\n      4.1: has to be GET and at least HTTP/1.1\n";
  put_fields(out_, head.fields, kRequestFields, event.request_cut);
}

void HandshakeView::put_response(const HandshakeEvent& event) {
  const ResponseHead& head = *event.response;
  out_ << "\nResponse\n  HTTP/" << head.version.first << '.' << head.version.second << ' ' << head.status
       << ' ' << safe(head.reason, 60) << "\n      4.2.2: has to be 101; any other status refuses\n";
  // A refusal is plain HTTP and needs none of these fields.
  put_fields(out_, head.fields, event.refused ? std::span<const FieldRule>() : std::span(kResponseFields),
             event.response_cut);
}

void HandshakeView::note(const NoteEvent& event) {
  put_wrapped(out_, "- ", event.text, 2);
}

}  // namespace ws101::wsdump
