// One end of a TCP connection: an address and a port.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace ws101::wsdump {

struct Endpoint {
  std::array<std::uint8_t, 16> address{};  // IPv4 uses the first four, the rest stays zero
  bool ipv6 = false;
  std::uint16_t port = 0;

  bool operator==(const Endpoint&) const = default;
  // "127.0.0.1:9001", "[::1]:9001" (RFC 5952: the longest run of zero groups is shortened).
  std::string text() const;
};

}  // namespace ws101::wsdump
