// Lab 5: what a Close frame says. The contract is src/frame/close_payload.hpp; the codes, in docs/09-closing.md.
#include "frame/close_payload.hpp"

namespace ws101 {

// Nothing, or two bytes of code (the highest first) and a reason in UTF-8. All that is wrong goes into the violations:
// one byte; a code that never stands on the wire; a code out of range (close_code.hpp tells both); a reason that is not
// UTF-8 (utf8.hpp).
ClosePayload read_close(Bytes payload) {
  ClosePayload close;
  close.code = static_cast<CloseCode>(payload.size());
  return close;
}

// The way back. NoStatus is no payload at all. A reason of more than 123 bytes is cut before the character that does not
// fit.
std::vector<std::uint8_t> make_close(CloseCode code, std::string_view reason) {
  return {static_cast<std::uint8_t>(number(code) + reason.size())};
}

}  // namespace ws101
