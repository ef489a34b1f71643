// Where a socket is bound or connected: an IPv4 or IPv6 address and a port.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <string>
#include <vector>

namespace ws101 {

struct Address {
  // One of the two kinds that there are here; which, `any.sa_family` says. A sockaddr_storage is 128 bytes for what
  // takes 16 or 28.
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
  // The same as the bytes on the wire, 4 or 16 of them: to compare, not to show. Much cheaper to make.
  std::string host_bytes() const;
  // "127.0.0.1:8000", "[::1]:8000".
  std::string text() const;
};

// All addresses of a host: a name ("localhost") or a literal ("127.0.0.1", "::1", also "[::1]").
// Throws std::system_error, or std::runtime_error with the resolver's words, when there is none. May block.
std::vector<Address> resolve(const std::string& host, std::uint16_t port, bool to_listen);

}  // namespace ws101
