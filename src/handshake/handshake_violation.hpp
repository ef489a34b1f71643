// The violations of a handshake: one enumerator for each MUST, and one table with the consequences.
//
// The server, the client and the analyser share this table, so they always agree.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

namespace ws101 {

enum class HandshakeViolation {
  // The head as HTTP, either direction.
  LineEnding,     // a line that does not end with CR LF, or a CR alone
  ControlByte,    // NUL or another control byte
  RequestLine,    // not method SP target SP version
  StatusLine,     // not version SP status SP reason
  FieldLine,      // no colon, or a name that is not a token
  SpaceInName,    // white space before the colon
  FoldedLine,     // a line that continues the one before it
  HeadTooLarge,   // more bytes than the limit
  TooManyFields,  // more fields than the limit
  // The request.
  HttpVersionOld,
  HttpVersionNew,
  HostMissing,
  HostRepeated,
  HostInvalid,
  TargetInvalid,
  MethodNotGet,
  BodyInRequest,
  UpgradeMissing,
  ConnectionMissing,
  WsVersionMissing,
  WsVersionRepeated,
  WsVersionOther,
  KeyMissing,
  KeyRepeated,
  KeyInvalid,
  SubprotocolSyntax,
  SubprotocolOfferedTwice,
  ExtensionSyntax,
  // The response.
  StatusNot101,
  ResponseHttpVersion,
  ResponseUpgrade,
  ResponseConnection,
  AcceptMissing,
  AcceptRepeated,
  AcceptWrong,
  ResponseExtensionSyntax,
  ExtensionRepeated,
  ExtensionNotOffered,
  ExtensionParamInvalid,     // of permessage-deflate: unknown, twice, or a wrong value
  ExtensionParamNotOffered,  // a parameter that the offer does not allow
  SubprotocolRepeated,
  SubprotocolNotOffered,
};

constexpr std::size_t kHandshakeViolations =
    static_cast<std::size_t>(HandshakeViolation::SubprotocolNotOffered) + 1;

struct HandshakeViolationFacts {
  std::string_view id;       // stable, for programs: "hs-key"; several violations may share one
  std::string_view rfc;      // "6455", "9110", "9112" or "6585"
  std::string_view section;  // "4.2.1"
  int status;                // the status of a server's response; 0 if the response is wrong
  std::string_view words;    // the rule, as a sentence without a full stop
};

const HandshakeViolationFacts& facts(HandshakeViolation violation);

constexpr std::size_t kNoOffset = std::numeric_limits<std::size_t>::max();

// One violation found in one head.
struct HandshakeIssue {
  HandshakeViolation violation;
  std::string detail;              // what was expected and what came, safe to show: printable ASCII
  std::size_t offset = kNoOffset;  // the byte of the head that shows it; kNoOffset if something is missing
  std::string cause = {};  // the mistake that gives exactly this, "made without the GUID"; empty if unknown

  int status() const { return facts(violation).status; }
};

}  // namespace ws101
