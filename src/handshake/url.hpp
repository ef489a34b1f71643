// ws:// URLs (RFC 6455 3).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "handshake/authority.hpp"
#include "handshake/syntax_error.hpp"

namespace ws101 {

struct Url {
  std::string host;                   // to connect to; an IPv6 address without its brackets
  std::uint16_t port = kDefaultPort;  // 1 to 65535
  std::string target = "/";           // path and query, fit for a request line

  // The value of the Host field.
  std::string host_header() const { return ws101::host_header(host, port); }
};

// Accepts ws://host[:port][/path][?query]; the scheme in any case. Everything else is refused with a message
// that says what to write instead: wss (no TLS here), other schemes, user information, a fragment, spaces,
// control and non-ASCII characters, a '%' that is not followed by two hex digits.
std::variant<Url, SyntaxError> parse_url(std::string_view text);

}  // namespace ws101
