#include "describe/close_words.hpp"

namespace ws101 {

std::string_view name(CloseCode code) {
  switch (code) {
    case CloseCode::Normal:
      return "Normal Closure";
    case CloseCode::GoingAway:
      return "Going Away";
    case CloseCode::ProtocolError:
      return "Protocol Error";
    case CloseCode::UnsupportedData:
      return "Unsupported Data";
    case CloseCode::Reserved:
      return "Reserved";
    case CloseCode::NoStatus:
      return "No Status Received";
    case CloseCode::Abnormal:
      return "Abnormal Closure";
    case CloseCode::InvalidPayload:
      return "Invalid Frame Payload Data";
    case CloseCode::PolicyViolation:
      return "Policy Violation";
    case CloseCode::MessageTooBig:
      return "Message Too Big";
    case CloseCode::MandatoryExtension:
      return "Mandatory Extension";
    case CloseCode::InternalError:
      return "Internal Error";
    case CloseCode::ServiceRestart:
      return "Service Restart";
    case CloseCode::TryAgainLater:
      return "Try Again Later";
    case CloseCode::BadGateway:
      return "Bad Gateway";
    case CloseCode::TlsHandshake:
      return "TLS Handshake";
  }
  const std::uint16_t n = number(code);
  if (n < 1000) return "not used (0-999)";
  if (n < 3000) return "unassigned (1016-2999)";
  if (n < 4000) return "registered use (3000-3999)";
  if (n < 5000) return "private use (4000-4999)";
  return "out of range (5000 and above)";
}

std::string_view explanation(CloseCode code) {
  switch (code) {
    case CloseCode::Normal:
      return "The work is done and the connection is no longer needed.";
    case CloseCode::GoingAway:
      return "An endpoint leaves: the server stops, or the browser goes to another page.";
    case CloseCode::ProtocolError:
      return "The peer broke a rule of the WebSocket protocol.";
    case CloseCode::UnsupportedData:
      return "This endpoint does not take that kind of message, such as binary.";
    case CloseCode::Reserved:
      return "No meaning was ever defined for this code; it must not be sent.";
    case CloseCode::NoStatus:
      return "A program's word for a Close frame without a code; it must not be sent.";
    case CloseCode::Abnormal:
      return "A program's word for TCP that ended without a Close frame; it must not be sent.";
    case CloseCode::InvalidPayload:
      return "The content does not fit its type, such as text that is not UTF-8.";
    case CloseCode::PolicyViolation:
      return "A rule of the application was broken and no better code fits.";
    case CloseCode::MessageTooBig:
      return "The message is larger than this endpoint is willing to take.";
    case CloseCode::MandatoryExtension:
      return "The client needed an extension that the server did not accept.";
    case CloseCode::InternalError:
      return "The server met a condition that kept it from going on.";
    case CloseCode::ServiceRestart:
      return "The server restarts; the client may come back after a while.";
    case CloseCode::TryAgainLater:
      return "The server is overloaded; the client should come back later.";
    case CloseCode::BadGateway:
      return "A gateway or proxy got a bad answer from the server behind it.";
    case CloseCode::TlsHandshake:
      return "A program's word for a failed TLS handshake; it must not be sent.";
  }
  const std::uint16_t n = number(code);
  if (n < 1000) return "Codes below 1000 are not used.";
  if (n < 3000) return "The range 1000-2999 belongs to the protocol, and this code is not assigned.";
  if (n < 4000) return "A library or framework registered this code; its documents tell the meaning.";
  if (n < 5000) return "The two applications agreed on the meaning of this code.";
  return "No code above 4999 is defined.";
}

}  // namespace ws101
