// Writes the request, refuses text that could change its meaning, and turns violations into one error.
#include "handshake/client_handshake.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "handshake/accept_key.hpp"
#include "handshake/check_response.hpp"
#include "handshake/deflate_negotiation.hpp"
#include "handshake/extension.hpp"
#include "handshake/request_target.hpp"
#include "handshake/token.hpp"
#include "text/quoted.hpp"

namespace ws101 {
namespace {

// Fields that build_request writes itself, or that have no place in a handshake.
constexpr std::string_view kReservedNames[] = {
    "Host",
    "Upgrade",
    "Connection",
    "Origin",
    "Content-Length",
    "Transfer-Encoding",
    "Sec-WebSocket-Key",
    "Sec-WebSocket-Version",
    "Sec-WebSocket-Protocol",
    "Sec-WebSocket-Extensions",
    "Sec-WebSocket-Accept",
};

bool is_field_value_char(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return c == '\t' || (byte >= 0x20 && byte != 0x7f);
}

bool is_field_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_field_value_char);
}

bool is_visible_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

std::optional<std::string> wrong_target(const ClientRequest& request) {
  // RFC 6455 4.1: "The 'Request-URI' part of the request MUST match the /resource name/ defined in Section 3
  // (a relative URI)"
  if (request.target.empty() || request.target.front() != '/' || !is_visible_ascii(request.target) ||
      !std::holds_alternative<RequestTarget>(split_target(request.target))) {
    return "expected a target that begins with / and is visible ASCII without '#', got " +
           quoted(request.target);
  }
  return std::nullopt;
}

std::optional<std::string> wrong_offers(const ClientRequest& request) {
  // RFC 6455 4.1: "The elements that comprise this value MUST be non-empty strings with characters in the
  // range U+0021 to U+007E not including separator characters as defined in [RFC2616] and MUST all be unique
  // strings."
  const auto& names = request.subprotocols;
  for (auto name = names.begin(); name != names.end(); ++name) {
    if (!is_token(*name)) return "expected a token as subprotocol, got " + quoted(*name);
    if (std::find(names.begin(), name, *name) != name)
      return "subprotocol " + quoted(*name) + " is offered twice";
  }
  if (request.extensions.empty()) return std::nullopt;
  const auto parsed = parse_extensions(request.extensions);
  if (const SyntaxError* error = std::get_if<SyntaxError>(&parsed)) return "extensions: " + error->words;
  return std::nullopt;
}

std::optional<std::string> wrong_extra(const Fields& extra) {
  for (const Field& field : extra) {
    if (!is_token(field.name)) return "expected a token as field name, got " + quoted(field.name);
    if (!is_field_value(field.value)) {
      return "expected a value without line breaks and control characters in " + field.name + ", got " +
             quoted(field.value);
    }
    for (const std::string_view reserved : kReservedNames) {
      if (equal_ignoring_case(field.name, reserved)) {
        return "the field " + field.name + " belongs to the handshake, which writes it itself";
      }
    }
  }
  return std::nullopt;
}

std::optional<std::string> find_wrong_part(const ClientRequest& request) {
  if (request.port == 0) return "expected a port of 1 to 65535, got 0";
  const auto authority = parse_authority(host_header(request.host, request.port));
  if (const SyntaxError* error = std::get_if<SyntaxError>(&authority)) return error->words;
  if (auto words = wrong_target(request)) return words;
  if (auto words = check_key(request.key)) return "key: " + *words;
  if (!is_visible_ascii(request.origin)) {
    return "expected an origin of visible ASCII, got " + quoted(request.origin);
  }
  if (auto words = wrong_offers(request)) return words;
  return wrong_extra(request.extra);
}

// The parameters of permessage-deflate of a valid response, if it is in use.
std::optional<DeflateParams> agreed_on(const ResponseHead& head, const std::vector<Extension>& offers) {
  const auto named = [](const Extension& extension) {
    return equal_ignoring_case(extension.name, kDeflateName);
  };
  const auto parsed = parse_extensions(head.fields);
  const auto* answers = std::get_if<std::vector<Extension>>(&parsed);
  if (answers == nullptr) return std::nullopt;
  const auto answer = std::find_if(answers->begin(), answers->end(), named);
  if (answer == answers->end()) return std::nullopt;
  const auto offer = std::find_if(offers.begin(), offers.end(), [&](const Extension& extension) {
    return named(extension) && !deflate_answer_not_offered(*answer, {extension});
  });
  return agreed_deflate(*answer, offer == offers.end() ? DeflateParams{} : deflate_params_of(*offer));
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

}  // namespace

std::variant<std::string, ClientRequestError> build_request(const ClientRequest& request) {
  // RFC 6455 4.1: "The handshake MUST be a valid HTTP request as specified by [RFC2616]."
  if (auto words = find_wrong_part(request)) return ClientRequestError{std::move(*words)};

  // RFC 6455 4.1: "The method of the request MUST be GET, and the HTTP version MUST be at least 1.1."
  std::string out = "GET " + request.target + " HTTP/1.1\r\n";
  append_field(out, "Host", host_header(request.host, request.port));
  // RFC 6455 4.1: "The request MUST contain an |Upgrade| header field whose value MUST include the
  // 'websocket' keyword."
  append_field(out, "Upgrade", "websocket");
  // RFC 6455 4.1: "The request MUST contain a |Connection| header field whose value MUST include the
  // 'Upgrade' token."
  append_field(out, "Connection", "Upgrade");
  // RFC 6455 4.1: "The request MUST include a header field with the name |Sec-WebSocket-Key|."
  append_field(out, "Sec-WebSocket-Key", request.key);
  // RFC 6455 4.1: "The request MUST include a header field with the name |Sec-WebSocket-Version|. The value
  // of this header field MUST be 13."
  append_field(out, "Sec-WebSocket-Version", "13");
  if (!request.origin.empty()) append_field(out, "Origin", request.origin);
  if (!request.subprotocols.empty()) {
    std::string list;
    for (const std::string& name : request.subprotocols) list += (list.empty() ? "" : ", ") + name;
    append_field(out, "Sec-WebSocket-Protocol", list);
  }
  if (!request.extensions.empty()) append_field(out, "Sec-WebSocket-Extensions", request.extensions);
  for (const Field& field : request.extra) append_field(out, field.name, field.value);
  out += "\r\n";
  return out;
}

std::variant<Established, ClientHandshakeError> verify_response(const ResponseHead& head,
                                                                const ClientRequest& request) {
  ResponseExpectations expected;
  expected.key = request.key;
  expected.subprotocols = request.subprotocols;
  const auto offered = parse_extensions(request.extensions);
  if (const auto* list = std::get_if<std::vector<Extension>>(&offered)) {
    for (const Extension& extension : *list) expected.extensions.push_back(extension.name);
    expected.offers = *list;
  }

  const std::vector<HandshakeIssue> issues = check_response(head, expected);
  if (issues.empty()) {
    return Established{std::string(head.fields.value("Sec-WebSocket-Protocol")),
                       agreed_on(head, expected.offers)};
  }
  ClientHandshakeError error;
  error.violation = issues.front().violation;
  error.words = issues.front().detail;
  if (!issues.front().cause.empty()) error.words += " (likely " + issues.front().cause + ")";
  error.status = head.status;
  if (head.status >= 300 && head.status < 400) {
    error.location = head.fields.value("Location");
    if (!error.location.empty()) error.words += ", a redirect to " + quoted(error.location);
  }
  return error;
}

}  // namespace ws101
