// Why a connection ends: the 16-bit status code of a Close frame (RFC 6455 7.4).
#pragma once

#include <cstdint>
#include <string_view>

namespace ws101 {

// The codes with a name. It can hold any other value, too: 3000-4999 are for libraries and applications.
enum class CloseCode : std::uint16_t {
  Normal = 1000,              // the purpose is fulfilled
  GoingAway = 1001,           // the server stops, or the browser leaves the page
  ProtocolError = 1002,       // the peer broke a rule of the protocol
  UnsupportedData = 1003,     // a kind of message that this endpoint does not accept
  Reserved = 1004,            // no meaning defined; never on the wire
  NoStatus = 1005,            // the Close frame had no code; never on the wire
  Abnormal = 1006,            // TCP ended without a Close frame; never on the wire
  InvalidPayload = 1007,      // the data does not fit its type: text that is not UTF-8
  PolicyViolation = 1008,     // a rule of the application or a limit was broken
  MessageTooBig = 1009,       // more than this endpoint is willing to hold
  MandatoryExtension = 1010,  // the client needed an extension that the server did not accept
  InternalError = 1011,       // the server met a condition it did not expect
  ServiceRestart = 1012,      // the server restarts
  TryAgainLater = 1013,       // the server is overloaded
  BadGateway = 1014,          // a gateway got a bad answer from upstream
  TlsHandshake = 1015,        // TLS failed; never on the wire
};

// The number on the wire.
constexpr std::uint16_t number(CloseCode code) {
  return static_cast<std::uint16_t>(code);
}

// Whether a Close frame may carry this code: 1000-1003, 1007-1014, 3000-4999.
// 1012-1014 were added to the registry of RFC 6455 11.7 after the RFC.
bool may_be_sent(CloseCode code);

// True for 1004, 1005, 1006 and 1015: reserved codes that no Close frame may carry. All other codes that
// may not be sent are outside the ranges of 7.4.2.
bool is_never_on_the_wire(CloseCode code);

}  // namespace ws101
