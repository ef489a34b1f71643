#include "frame/close_code.hpp"

namespace ws101 {

bool is_never_on_the_wire(CloseCode code) {
  // RFC 6455 7.4.1: "1005 is a reserved value and MUST NOT be set as a status code in a Close control frame
  // by an endpoint."
  // RFC 6455 7.4.1: "1006 is a reserved value and MUST NOT be set as a status code in a Close control frame
  // by an endpoint."
  // RFC 6455 7.4.1: "1015 is a reserved value and MUST NOT be set as a status code in a Close control frame
  // by an endpoint."
  return code == CloseCode::Reserved || code == CloseCode::NoStatus || code == CloseCode::Abnormal ||
         code == CloseCode::TlsHandshake;
}

bool may_be_sent(CloseCode code) {
  const std::uint16_t n = number(code);
  if (is_never_on_the_wire(code)) return false;
  // RFC 6455 7.4.2: 0-999 are not used; 1000-2999 belong to the protocol and its registry; 3000-3999 to
  // libraries and frameworks; 4000-4999 to applications.
  return (n >= 1000 && n <= 1014) || (n >= 3000 && n <= 4999);
}

}  // namespace ws101
