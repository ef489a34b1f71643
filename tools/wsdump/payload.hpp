// One compressed payload by itself: what `wsdump inflate` and `wsdump deflate` print.
#pragma once

#include <string>

#include "text/bytes.hpp"

namespace ws101::wsdump {

struct Inflated {
  std::string text;
  bool right = true;  // the payload inflates completely
};

// Shows the payload of a message, as the first of its connection, with or without the tail 00 00 ff ff: the inflated
// message, and how it was coded. `quiet`: only the message, as text if it is UTF-8, else in hex.
Inflated inflate_payload(Bytes payload, bool quiet);

// Shows the text as the payload of a compressed message in hex, and how it was coded. `quiet`: only the
// hex.
std::string deflate_text(Bytes text, bool quiet);

}  // namespace ws101::wsdump
