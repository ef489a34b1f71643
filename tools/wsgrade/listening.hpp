// Which port is free, and who listens on it: found out without a connection, which a student's server may not survive.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace ws101::labs {

// The first port from `first` on that nobody has; nothing if a thousand are taken.
std::optional<std::uint16_t> free_port(std::uint16_t first);

// The host under which something listens on that port, as a URL has it: "127.0.0.1", or "[::1]" if it is that
// one alone; empty if nothing listens.
std::string host_listening(std::uint16_t port);

// The same from what /proc/net/tcp and /proc/net/tcp6 say.
std::string host_listening(std::uint16_t port, const std::string& tcp, const std::string& tcp6);

}  // namespace ws101::labs
