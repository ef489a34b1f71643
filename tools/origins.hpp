// The option --origin: other web pages that may connect, and the host names that this adds to the server's own.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "handshake/authority.hpp"
#include "options.hpp"

namespace ws101 {

// Every --origin: a scheme, a host, and perhaps a port, as a browser sends it, without a slash at the end. Throws
// UsageError.
inline std::vector<std::string> read_origins(Options& options) {
  std::vector<std::string> origins = options.values("--origin");
  for (const std::string& origin : origins) {
    const std::size_t scheme = origin.find("://");
    if (scheme == 0 || scheme == std::string::npos || scheme + 3 == origin.size() ||
        origin.find_first_of("/?#", scheme + 3) != std::string::npos) {
      throw UsageError("option --origin: expected a scheme and a host, such as https://example.com, got '" +
                       origin + "'");
    }
  }
  return origins;
}

// For Endpoint::hosts, which accepts every name if it is empty: localhost, and the hosts of the origins.
inline std::vector<std::string> hosts_of(const std::vector<std::string>& origins) {
  std::vector<std::string> hosts = {"localhost"};
  for (const std::string_view origin : origins) {
    if (!origin.starts_with("http://") && !origin.starts_with("https://"))
      continue;  // an extension's origin has no host
    const auto parsed = parse_authority(origin.substr(origin.find("://") + 3));
    if (const auto* authority = std::get_if<Authority>(&parsed)) hosts.push_back(authority->host);
  }
  return hosts;
}

}  // namespace ws101
