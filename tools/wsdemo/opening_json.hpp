// The opening handshake as JSON, with the steps from the key to the Accept value.
#pragma once

#include <string>
#include <string_view>

#include "handshake/http_head.hpp"

namespace ws101::demos {

// `response` is the 101 as it was sent. An object with these members:
//   flow      "opening"
//   request, response  lines of the heads, without the values of Cookie and Authorization, because the page may be
//                     projected
//   key       Sec-WebSocket-Key;  nonce  its 16 bytes in hex, empty if it is not base64
//   guid      what is appended to it;  sha1  the digest of both in hex;  accept  the digest in base64
std::string opening_json(const RequestHead& head, std::string_view response);

}  // namespace ws101::demos
