// The rules for a request, each with its sentence of the RFC, in the order a server judges them.
#include "handshake/check_request.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "handshake/accept_key.hpp"
#include "handshake/authority.hpp"
#include "handshake/extension.hpp"
#include "handshake/request_target.hpp"
#include "handshake/token.hpp"
#include "text/quoted.hpp"

namespace ws101 {
namespace {

using V = HandshakeViolation;

constexpr std::string_view kVersion = "13";

// One function for each thing a handshake needs; each appends what it finds.
class RequestCheck {
 public:
  explicit RequestCheck(const RequestHead& head) : head_(head), fields_(head.fields) {}

  std::vector<HandshakeIssue> all() {
    check_http_version();
    check_host();
    check_target();
    check_method();
    check_body();
    check_upgrade();
    check_connection();
    check_ws_version();
    check_key_field();
    check_subprotocols();
    check_extensions();
    return std::move(issues_);
  }

 private:
  void add(V violation, std::string detail, std::size_t offset = kNoOffset) {
    issues_.push_back({violation, std::move(detail), offset});
  }

  void check_http_version() {
    const auto [first, second] = head_.version;
    // RFC 6455 4.1: "The method of the request MUST be GET, and the HTTP version MUST be at least 1.1."
    const bool old = first == 0 || (first == 1 && second == 0);
    if (!old && first == 1) return;
    add(old ? V::HttpVersionOld : V::HttpVersionNew,
        "expected HTTP/1.1, got HTTP/" + std::to_string(first) + "." + std::to_string(second), 0);
  }

  void check_host() {
    // RFC 9112 3.2: "A server MUST respond with a 400 (Bad Request) status code to any HTTP/1.1 request
    // message that lacks a Host header field and to any request message that contains more than one Host
    // header field line or a Host header field with an invalid field value."
    const Field* host = fields_.find("Host");
    if (host == nullptr) return add(V::HostMissing, "expected a Host field, got none");
    if (fields_.count("Host") > 1) {
      add(V::HostRepeated, "expected one Host field, got " + std::to_string(fields_.count("Host")),
          last_offset("Host"));
    }
    const auto parsed = parse_authority(host->value);
    if (const SyntaxError* error = std::get_if<SyntaxError>(&parsed)) {
      add(V::HostInvalid, error->words + " in Host: " + quoted(host->value), host->offset);
    }
  }

  void check_target() {
    if (head_.target.empty()) return;  // only a tolerant parser gives such a head, and it has noted that
    const auto split = split_target(head_.target);
    if (const SyntaxError* error = std::get_if<SyntaxError>(&split)) {
      // The targets of OPTIONS * and CONNECT host:port are valid; only their method is wrong.
      if (head_.method == "OPTIONS" || head_.method == "CONNECT") return;
      add(V::TargetInvalid, error->words, head_.method.size() + 1 + error->offset);
    }
  }

  void check_method() {
    // RFC 6455 4.1: "The method of the request MUST be GET, and the HTTP version MUST be at least 1.1."
    if (head_.method != "GET") add(V::MethodNotGet, "expected GET, got " + quoted(head_.method), 0);
  }

  // A body would be read as frames, by us or by an intermediary (RFC 9112 6.3).
  void check_body() {
    if (const Field* coding = fields_.find("Transfer-Encoding")) {
      add(V::BodyInRequest, "expected no body, got Transfer-Encoding: " + quoted(coding->value),
          coding->offset);
    }
    for (const Field& field : fields_) {
      if (equal_ignoring_case(field.name, "Content-Length") && field.value != "0") {
        return add(V::BodyInRequest, "expected no body, got Content-Length: " + quoted(field.value),
                   field.offset);
      }
    }
  }

  void check_upgrade() {
    // RFC 6455 4.2.1: "An |Upgrade| header field containing the value 'websocket', treated as an ASCII
    // case-insensitive value."
    if (fields_.has_token("Upgrade", "websocket")) return;
    const Field* upgrade = fields_.find("Upgrade");
    if (upgrade != nullptr) {
      return add(V::UpgradeMissing, "expected Upgrade: websocket, got " + quoted(upgrade->value),
                 upgrade->offset);
    }
    add(V::UpgradeMissing, fields_.find("Sec-WebSocket-Key") == nullptr
                               ? "expected Upgrade: websocket, got no Upgrade field"
                               : "expected Upgrade: websocket, got no Upgrade field although there is a "
                                 "Sec-WebSocket-Key: a proxy on the way may have removed it");
  }

  void check_connection() {
    // RFC 6455 4.2.1: "A |Connection| header field that includes the token 'Upgrade', treated as an ASCII
    // case-insensitive value."
    if (fields_.has_token("Connection", "Upgrade")) return;
    const Field* connection = fields_.find("Connection");
    if (connection == nullptr) {
      return add(V::ConnectionMissing, "expected Connection: Upgrade, got no Connection field");
    }
    add(V::ConnectionMissing, "expected the token Upgrade in Connection, got " + quoted(connection->value),
        connection->offset);
  }

  void check_ws_version() {
    // RFC 6455 4.2.1: "A |Sec-WebSocket-Version| header field, with a value of 13."
    const Field* version = fields_.find("Sec-WebSocket-Version");
    if (version == nullptr)
      return add(V::WsVersionMissing, "expected Sec-WebSocket-Version: 13, got no such field");
    if (version->value != kVersion) {
      add(V::WsVersionOther, "expected Sec-WebSocket-Version: 13, got " + quoted(version->value),
          version->offset);
    }
    // RFC 6455 11.3.5: "The |Sec-WebSocket-Version| header field MUST NOT appear more than once in an HTTP
    // request."
    if (fields_.count("Sec-WebSocket-Version") > 1) {
      add(V::WsVersionRepeated, "expected one Sec-WebSocket-Version, got several",
          last_offset("Sec-WebSocket-Version"));
    }
  }

  void check_key_field() {
    const Field* key = fields_.find("Sec-WebSocket-Key");
    if (key == nullptr) return add(V::KeyMissing, "expected a Sec-WebSocket-Key field, got none");
    // RFC 6455 11.3.1: "The |Sec-WebSocket-Key| header field MUST NOT appear more than once in an HTTP
    // request."
    if (fields_.count("Sec-WebSocket-Key") > 1) {
      add(V::KeyRepeated, "expected one Sec-WebSocket-Key, got several", last_offset("Sec-WebSocket-Key"));
    }
    if (auto words = check_key(key->value)) add(V::KeyInvalid, "Sec-WebSocket-Key: " + *words, key->offset);
  }

  void check_subprotocols() {
    // RFC 6455 4.1: "The elements that comprise this value MUST be non-empty strings with characters in the
    // range U+0021 to U+007E not including separator characters as defined in [RFC2616] and MUST all be
    // unique strings."
    const Field* field = fields_.find("Sec-WebSocket-Protocol");
    if (field == nullptr) return;
    const std::vector<std::string_view> offered = fields_.list("Sec-WebSocket-Protocol");
    if (offered.empty()) {
      return add(V::SubprotocolSyntax, "expected a subprotocol in Sec-WebSocket-Protocol, got an empty list",
                 field->offset);
    }
    for (auto name = offered.begin(); name != offered.end(); ++name) {
      if (!is_token(*name)) {
        add(V::SubprotocolSyntax, "expected a token as subprotocol, got " + quoted(*name), field->offset);
      } else if (std::find(offered.begin(), name, *name) != name) {
        add(V::SubprotocolOfferedTwice, "expected each subprotocol once, got " + quoted(*name) + " again",
            field->offset);
      }
    }
  }

  void check_extensions() {
    // RFC 6455 9.1: "If a value is received by either the client or the server during negotiation that does
    // not conform to the ABNF below, the recipient of such malformed data MUST immediately _Fail the
    // WebSocket Connection_."
    const Field* field = fields_.find("Sec-WebSocket-Extensions");
    if (field == nullptr) return;
    const auto parsed = parse_extensions(fields_);
    if (const SyntaxError* error = std::get_if<SyntaxError>(&parsed)) {
      add(V::ExtensionSyntax, "Sec-WebSocket-Extensions: " + error->words, field->offset);
    }
  }

  std::size_t last_offset(std::string_view name) const {
    std::size_t offset = kNoOffset;
    for (const Field& field : fields_) {
      if (equal_ignoring_case(field.name, name)) offset = field.offset;
    }
    return offset;
  }

  const RequestHead& head_;
  const Fields& fields_;
  std::vector<HandshakeIssue> issues_;
};

}  // namespace

std::vector<HandshakeIssue> check_request(const RequestHead& head) {
  return RequestCheck(head).all();
}

bool is_ordinary_http(const std::vector<HandshakeIssue>& issues) {
  const bool wrong = std::any_of(issues.begin(), issues.end(),
                                 [](const HandshakeIssue& i) { return i.violation <= V::TargetInvalid; });
  const bool not_asked = std::any_of(issues.begin(), issues.end(), [](const HandshakeIssue& i) {
    return i.violation == V::UpgradeMissing || i.violation == V::ConnectionMissing;
  });
  return not_asked && !wrong;
}

}  // namespace ws101
