// host[:port], as in a Host field and in a URL (RFC 3986 3.2).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "handshake/syntax_error.hpp"

namespace ws101 {

constexpr std::uint16_t kDefaultPort = 80;  // of ws:// (RFC 6455 3)

struct Authority {
  std::string host;  // as it was written; an IPv6 address without its brackets
  std::optional<std::uint16_t> port;
};

// Accepts a name or IPv4 address (letters, digits, -._~ and !$&'()*+,;=), or an IPv6 address in brackets, and
// an optional port of 1 to 65535. Refuses an empty host, user information, zones and percent-escapes.
std::variant<Authority, SyntaxError> parse_authority(std::string_view text);

// The value of a Host field: IPv6 in brackets, the port unless it is 80.
std::string host_header(std::string_view host, std::uint16_t port);

}  // namespace ws101
