// Where a socket is bound or connected: an IPv4 or IPv6 address and a port.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <string>
#include <vector>

namespace ws101 {

struct Address {
  // An IPv4 or IPv6 address; `any.sa_family` says which. A sockaddr_storage would take 128 bytes instead of 28.
  union {
    sockaddr_in6 v6{};
    sockaddr_in v4;
    sockaddr any;
  };
  socklen_t size = 0;

  // In the byte order of this machine.
  std::uint16_t port() const;
  // "127.0.0.1", "::1"; without the port.
  std::string host() const;
  // The host as its 4 or 16 bytes: to compare, not to show. Much cheaper than text.
  std::string host_bytes() const;
  // "127.0.0.1:8000", "[::1]:8000".
  std::string text() const;
};

// All addresses of a host: a name ("localhost") or a literal ("127.0.0.1", "::1", also "[::1]").
// Throws std::system_error, or std::runtime_error with the resolver's message, if there is none. May block.
std::vector<Address> resolve(const std::string& host, std::uint16_t port, bool to_listen);

}  // namespace ws101
