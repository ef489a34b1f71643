// The table of handshake violations; the compiler checks that no row is missing.
#include "handshake/handshake_violation.hpp"

#include <array>

namespace ws101 {
namespace {

struct Row {
  HandshakeViolation violation;
  HandshakeViolationFacts facts;
};

using V = HandshakeViolation;

constexpr std::array<Row, kHandshakeViolations> kTable{{
    {V::LineEnding, {"hs-line-ending", "9112", "2.2", 400, "every line of a head ends in CR LF"}},
    {V::ControlByte, {"hs-field", "9110", "5.5", 400, "a head holds no control bytes"}},
    {V::RequestLine,
     {"hs-request-line", "9112", "3", 400, "a request begins with its method, target and HTTP version"}},
    {V::StatusLine,
     {"hs-status-line", "9112", "4", 0, "a response begins with its HTTP version, status and reason"}},
    {V::FieldLine, {"hs-field", "9112", "5", 400, "a field line is a token, a colon and a value"}},
    {V::SpaceInName,
     {"hs-field", "9112", "5.1", 400, "no white space stands between a field name and its colon"}},
    {V::FoldedLine, {"hs-field", "9112", "5.2", 400, "a field is not continued on the next line"}},
    // RFC 6585 5: "The 431 status code indicates that the server is unwilling to process the request because
    // its header fields are too large."
    {V::HeadTooLarge, {"hs-size", "6585", "5", 431, "a head stays within the limit on its bytes"}},
    {V::TooManyFields, {"hs-size", "6585", "5", 431, "a head stays within the limit on its fields"}},

    {V::HttpVersionOld,
     {"hs-version", "6455", "4.1", 400, "the HTTP version of the request is at least 1.1"}},
    {V::HttpVersionNew,
     {"hs-version", "9110", "15.6.6", 505, "the request line names a version that HTTP/1 syntax can carry"}},
    {V::HostMissing, {"hs-host", "9112", "3.2", 400, "a request has a Host field"}},
    {V::HostRepeated, {"hs-host", "9112", "3.2", 400, "a request has no more than one Host field"}},
    {V::HostInvalid, {"hs-host", "9112", "3.2", 400, "Host is a host and perhaps a port"}},
    {V::TargetInvalid,
     {"hs-target", "6455", "4.1", 400, "the target is a path, or an absolute http URI, without a fragment"}},
    {V::MethodNotGet, {"hs-method", "6455", "4.1", 405, "the method of the request is GET"}},
    {V::BodyInRequest,
     {"hs-body", "6455", "4.2.1", 400, "what follows the head of a handshake is frames, not a body"}},
    {V::UpgradeMissing,
     {"hs-upgrade", "6455", "4.2.1", 426, "the request has an Upgrade field with the value websocket"}},
    {V::ConnectionMissing,
     {"hs-connection", "6455", "4.2.1", 426, "the request has a Connection field with the token Upgrade"}},
    {V::WsVersionMissing,
     {"hs-ws-version", "6455", "4.2.1", 426, "Sec-WebSocket-Version is there, with the value 13"}},
    {V::WsVersionRepeated,
     {"hs-ws-version", "6455", "11.3.5", 400, "Sec-WebSocket-Version comes once in a request"}},
    {V::WsVersionOther, {"hs-ws-version", "6455", "4.2.1", 426, "Sec-WebSocket-Version has the value 13"}},
    {V::KeyMissing, {"hs-key", "6455", "4.2.1", 400, "the request has a Sec-WebSocket-Key field"}},
    {V::KeyRepeated, {"hs-key", "6455", "11.3.1", 400, "Sec-WebSocket-Key comes once in a request"}},
    {V::KeyInvalid, {"hs-key", "6455", "4.2.1", 400, "Sec-WebSocket-Key is 16 bytes in base64"}},
    {V::SubprotocolSyntax,
     {"hs-subprotocol", "6455", "4.1", 400, "Sec-WebSocket-Protocol is a list of one or more tokens"}},
    {V::SubprotocolOfferedTwice,
     {"hs-subprotocol", "6455", "4.1", 400, "the subprotocols offered are all different"}},
    {V::ExtensionSyntax,
     {"hs-extension", "6455", "9.1", 400, "Sec-WebSocket-Extensions keeps to the grammar of section 9.1"}},

    {V::StatusNot101, {"hs-status", "6455", "4.1", 0, "the server accepts with status 101"}},
    {V::ResponseHttpVersion,
     {"hs-version", "6455", "4.2.2", 0, "the HTTP version of the response is at least 1.1"}},
    {V::ResponseUpgrade,
     {"hs-upgrade", "6455", "4.1", 0, "the response has an Upgrade field with the value websocket"}},
    {V::ResponseConnection,
     {"hs-connection", "6455", "4.1", 0, "the response has a Connection field with the token Upgrade"}},
    {V::AcceptMissing, {"hs-accept", "6455", "4.1", 0, "the response has a Sec-WebSocket-Accept field"}},
    {V::AcceptRepeated, {"hs-accept", "6455", "11.3.3", 0, "Sec-WebSocket-Accept comes once in a response"}},
    {V::AcceptWrong,
     {"hs-accept", "6455", "4.1", 0, "Sec-WebSocket-Accept is made from the key that was sent"}},
    {V::ResponseExtensionSyntax,
     {"hs-extension", "6455", "9.1", 0, "Sec-WebSocket-Extensions keeps to the grammar of section 9.1"}},
    {V::ExtensionRepeated,
     {"hs-extension", "6455", "11.3.2", 0, "Sec-WebSocket-Extensions comes once in a response"}},
    {V::ExtensionNotOffered,
     {"hs-extension", "6455", "4.1", 0, "the server uses only extensions that were offered"}},
    {V::ExtensionParamInvalid,
     {"pmd-param", "7692", "7.1", 0,
      "each parameter of permessage-deflate is known, comes once and has a value in its range"}},
    {V::ExtensionParamNotOffered,
     {"pmd-param", "7692", "7.1.2.2", 0, "the server uses only parameters that the offer allows"}},
    {V::SubprotocolRepeated,
     {"hs-subprotocol", "6455", "11.3.4", 0, "Sec-WebSocket-Protocol comes once in a response"}},
    {V::SubprotocolNotOffered,
     {"hs-subprotocol", "6455", "4.1", 0, "the server chooses one of the subprotocols that were offered"}},
}};

constexpr bool rows_are_in_order() {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (static_cast<std::size_t>(kTable[i].violation) != i) return false;
  }
  return true;
}
static_assert(rows_are_in_order(), "the table is indexed by the enumerator");

}  // namespace

const HandshakeViolationFacts& facts(HandshakeViolation violation) {
  return kTable[static_cast<std::size_t>(violation)].facts;
}

}  // namespace ws101
