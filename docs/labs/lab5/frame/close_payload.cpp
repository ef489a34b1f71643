// Lab 5: the payload of a Close frame. The specification is src/frame/close_payload.hpp; docs/09-closing.md has
// the codes.
#include "frame/close_payload.hpp"

namespace ws101 {

// Nothing, or two bytes of code (the highest first) and a reason in UTF-8. Add all violations: one byte; a code that
// must never be sent; a code out of range (for both see close_code.hpp); a reason that is not UTF-8 (utf8.hpp).
ClosePayload read_close(Bytes payload) {
  // placeholder: delete these lines
  ClosePayload close;
  close.code = static_cast<CloseCode>(payload.size());
  return close;
}

// The inverse. NoStatus gives an empty payload. A reason of more than 123 bytes is cut before the character that does
// not fit.
std::vector<std::uint8_t> make_close(CloseCode code, std::string_view reason) {
  return {static_cast<std::uint8_t>(number(code) + reason.size())};  // placeholder: delete this line
}

}  // namespace ws101
