// The rules for a response, each with its sentence of the RFC, in the order a client judges them.
#include "handshake/check_response.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "base64/base64.hpp"
#include "handshake/accept_key.hpp"
#include "handshake/accept_mistake.hpp"
#include "handshake/deflate_params.hpp"
#include "handshake/extension.hpp"
#include "handshake/token.hpp"
#include "sha1/sha1.hpp"
#include "text/quoted.hpp"

namespace ws101 {
namespace {

using V = HandshakeViolation;

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// "chat", "superchat"; or nothing
std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + quoted(name);
  return text.empty() ? "none" : text;
}

class ResponseCheck {
 public:
  ResponseCheck(const ResponseHead& head, const ResponseExpectations& expected)
      : head_(head), fields_(head.fields), expected_(expected) {}

  // RFC 6455 4.1: "The client MUST validate the server's response as follows:"
  std::vector<HandshakeIssue> all() {
    // RFC 6455 4.1: "If the status code received from the server is not 101, the client handles the response
    // per HTTP [RFC2616] procedures."
    if (head_.status != 101) {
      add(V::StatusNot101,
          "expected status 101, got " + std::to_string(head_.status) + " " + quoted(head_.reason), 0);
      return std::move(issues_);
    }
    check_http_version();
    check_upgrade();
    check_connection();
    check_accept();
    check_extensions();
    check_subprotocol();
    return std::move(issues_);
  }

 private:
  void add(V violation, std::string detail, std::size_t offset = kNoOffset) {
    issues_.push_back({violation, std::move(detail), offset});
  }

  void check_http_version() {
    const auto [first, second] = head_.version;
    if (first == 1 && second >= 1) return;
    add(V::ResponseHttpVersion,
        "expected HTTP/1.1, got HTTP/" + std::to_string(first) + "." + std::to_string(second), 0);
  }

  void check_upgrade() {
    // RFC 6455 4.1: "If the response lacks an |Upgrade| header field or the |Upgrade| header field contains a
    // value that is not an ASCII case-insensitive match for the value 'websocket', the client MUST _Fail the
    // WebSocket Connection_."
    const Field* upgrade = fields_.find("Upgrade");
    if (upgrade == nullptr)
      return add(V::ResponseUpgrade, "expected Upgrade: websocket, got no Upgrade field");
    for (const Field& field : fields_) {
      if (!equal_ignoring_case(field.name, "Upgrade") || equal_ignoring_case(field.value, "websocket"))
        continue;
      return add(V::ResponseUpgrade, "expected Upgrade: websocket, got " + quoted(field.value), field.offset);
    }
  }

  void check_connection() {
    // RFC 6455 4.1: "If the response lacks a |Connection| header field or the |Connection| header field
    // doesn't contain a token that is an ASCII case-insensitive match for the value 'Upgrade', the client
    // MUST _Fail the WebSocket Connection_."
    if (fields_.has_token("Connection", "Upgrade")) return;
    const Field* connection = fields_.find("Connection");
    if (connection == nullptr) {
      return add(V::ResponseConnection, "expected Connection: Upgrade, got no Connection field");
    }
    add(V::ResponseConnection, "expected the token Upgrade in Connection, got " + quoted(connection->value),
        connection->offset);
  }

  void check_accept() {
    // RFC 6455 4.1: "If the response lacks a |Sec-WebSocket-Accept| header field or the
    // |Sec-WebSocket-Accept| contains a value other than the base64-encoded SHA-1 of the concatenation of the
    // |Sec-WebSocket-Key| (as a string, not base64-decoded) with the string
    // '258EAFA5-E914-47DA-95CA-C5AB0DC85B11' but ignoring any leading and trailing whitespace, the client
    // MUST _Fail the WebSocket Connection_."
    const Field* accept = fields_.find("Sec-WebSocket-Accept");
    const std::string right = expected_.key.empty() ? std::string() : accept_key(expected_.key);
    if (accept == nullptr) {
      const std::string wanted =
          right.empty() ? "the field Sec-WebSocket-Accept" : "Sec-WebSocket-Accept: " + right;
      return add(V::AcceptMissing, "expected " + wanted + ", got no such field");
    }
    // RFC 6455 11.3.3: "The |Sec-WebSocket-Accept| header field MUST NOT appear more than once in an HTTP
    // response."
    if (fields_.count("Sec-WebSocket-Accept") > 1) {
      add(V::AcceptRepeated, "expected one Sec-WebSocket-Accept, got several", accept->offset);
    }
    if (expected_.key.empty()) return check_accept_alone(*accept);
    if (accept->value == right) return;
    add(V::AcceptWrong, "expected Sec-WebSocket-Accept: " + right + ", got " + quoted(accept->value),
        accept->offset);
    issues_.back().cause = accept_mistake(expected_.key, accept->value).value_or("");
  }

  // Without the key only the form can be wrong.
  void check_accept_alone(const Field& accept) {
    const auto decoded = base64_decode(accept.value);
    const auto* hash = std::get_if<std::vector<std::uint8_t>>(&decoded);
    if (hash != nullptr && hash->size() == sizeof(Sha1Digest)) return;
    add(V::AcceptWrong, "expected 20 bytes in base64 as Sec-WebSocket-Accept, got " + quoted(accept.value),
        accept.offset);
    issues_.back().cause = accept_misshape(accept.value).value_or("");
  }

  void check_extensions() {
    const Field* field = fields_.find("Sec-WebSocket-Extensions");
    if (field == nullptr) return;
    // RFC 6455 11.3.2: "the |Sec-WebSocket-Extensions| header field MUST NOT appear more than once in an HTTP
    // response."
    if (fields_.count("Sec-WebSocket-Extensions") > 1) {
      add(V::ExtensionRepeated, "expected one Sec-WebSocket-Extensions, got several", field->offset);
    }
    const auto parsed = parse_extensions(fields_);
    if (const SyntaxError* error = std::get_if<SyntaxError>(&parsed)) {
      return add(V::ResponseExtensionSyntax, "Sec-WebSocket-Extensions: " + error->words, field->offset);
    }
    std::vector<std::string> seen;
    for (const Extension& extension : std::get<std::vector<Extension>>(parsed)) {
      // RFC 6455 4.1: "If the response includes a |Sec-WebSocket-Extensions| header field and this header
      // field indicates the use of an extension that was not present in the client's handshake (the server
      // has indicated an extension not requested by the client), the client MUST _Fail the WebSocket
      // Connection_."
      // RFC 6455 5.8: "The endpoints of a connection MUST negotiate the use of any extensions during the
      // opening handshake."
      if (!contains(expected_.extensions, extension.name)) {
        add(V::ExtensionNotOffered,
            "expected an extension that was offered (" + listed(expected_.extensions) + "), got " +
                quoted(extension.name),
            field->offset);
      }
      if (contains(seen, extension.name)) {
        add(V::ExtensionRepeated, "expected each extension once, got " + quoted(extension.name) + " again",
            field->offset);
      }
      seen.push_back(extension.name);
      if (equal_ignoring_case(extension.name, kDeflateName)) check_deflate(extension, field->offset);
    }
  }

  void check_deflate(const Extension& answer, std::size_t offset) {
    if (auto words = wrong_deflate_answer(answer)) {
      add(V::ExtensionParamInvalid, std::move(*words), offset);
    } else if (auto against = deflate_answer_not_offered(answer, expected_.offers)) {
      add(V::ExtensionParamNotOffered, std::move(*against), offset);
    }
  }

  void check_subprotocol() {
    const Field* field = fields_.find("Sec-WebSocket-Protocol");
    if (field == nullptr) return;
    // RFC 6455 11.3.4: "the |Sec-WebSocket-Protocol| header field MUST NOT appear more than once in an HTTP
    // response."
    if (fields_.count("Sec-WebSocket-Protocol") > 1) {
      add(V::SubprotocolRepeated, "expected one Sec-WebSocket-Protocol, got several", field->offset);
    }
    // RFC 6455 4.1: "If the response includes a |Sec-WebSocket-Protocol| header field and this header field
    // indicates the use of a subprotocol that was not present in the client's handshake (the server has
    // indicated a subprotocol not requested by the client), the client MUST _Fail the WebSocket Connection_."
    if (!contains(expected_.subprotocols, field->value)) {
      add(V::SubprotocolNotOffered,
          "expected a subprotocol that was offered (" + listed(expected_.subprotocols) + "), got " +
              quoted(field->value),
          field->offset);
    }
  }

  const ResponseHead& head_;
  const Fields& fields_;
  const ResponseExpectations& expected_;
  std::vector<HandshakeIssue> issues_;
};

}  // namespace

ResponseExpectations expectations_of(const RequestHead& request) {
  ResponseExpectations expected;
  expected.key = request.fields.value("Sec-WebSocket-Key");
  for (const std::string_view name : request.fields.list("Sec-WebSocket-Protocol")) {
    expected.subprotocols.emplace_back(name);
  }
  const auto parsed = parse_extensions(request.fields);
  if (const auto* offered = std::get_if<std::vector<Extension>>(&parsed)) {
    for (const Extension& extension : *offered) expected.extensions.push_back(extension.name);
    expected.offers = *offered;
  }
  return expected;
}

std::vector<HandshakeIssue> check_response(const ResponseHead& head, const ResponseExpectations& expected) {
  return ResponseCheck(head, expected).all();
}

bool is_interim(const ResponseHead& head) {
  return head.status >= 100 && head.status < 200 && head.status != 101;
}

}  // namespace ws101
