#include "frame/close_payload.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace ws101 {

ClosePayload read_close(Bytes payload) {
  ClosePayload close;
  if (payload.empty()) return close;
  // RFC 6455 5.5.1: "If there is a body, the first two bytes of the body MUST be a 2-byte unsigned integer"
  if (payload.size() == 1) {
    close.violations.add(Violation::CloseLengthOne);
    return close;
  }
  close.code = static_cast<CloseCode>(payload[0] << 8 | payload[1]);
  close.reason = text_of(payload.subspan(2));
  if (is_never_on_the_wire(close.code)) {
    close.violations.add(Violation::CloseCodeForbidden);
  } else if (!may_be_sent(close.code)) {
    close.violations.add(Violation::CloseCodeOutOfRange);
  }
  // RFC 6455 8.1: "When an endpoint is to interpret a byte stream as UTF-8 but finds that the byte stream is
  // not, in fact, a valid UTF-8 stream, that endpoint MUST _Fail the WebSocket Connection_."
  if (!is_utf8(bytes_of(close.reason))) close.violations.add(Violation::CloseReasonNotUtf8);
  return close;
}

std::vector<std::uint8_t> make_close(CloseCode code, std::string_view reason) {
  if (code == CloseCode::NoStatus) return {};
  // RFC 6455 5.5: a control frame carries at most 125 bytes. A cut must not leave half a character behind.
  std::size_t length = std::min(reason.size(), kMaxCloseReason);
  while (length < reason.size() && length > 0 && (static_cast<std::uint8_t>(reason[length]) & 0xC0) == 0x80) {
    --length;
  }
  std::vector<std::uint8_t> payload(2 + length);
  payload[0] = static_cast<std::uint8_t>(number(code) >> 8);
  payload[1] = static_cast<std::uint8_t>(number(code) & 0xFF);
  std::copy_n(reason.begin(), length, payload.begin() + 2);
  return payload;
}

}  // namespace ws101
