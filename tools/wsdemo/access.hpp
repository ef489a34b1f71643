// Who may connect to the demos: this server's own pages, the origins that the operator allows, and programs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "handshake/deflate_params.hpp"
#include "origins.hpp"
#include "server/server.hpp"

namespace ws101::demos {

// What one message to a demo may take: the longest that any of them expects is far shorter. 64 KiB.
inline constexpr std::uint64_t kMaxDemoMessage = std::uint64_t{64} << 10;

struct Access {
  std::vector<std::string> origins;  // allowed beyond the server's own pages
  // Of this server, beyond localhost, its addresses and the hosts of `origins`.
  std::vector<std::string> names = {};
  // What permessage-deflate the endpoints accept; none: it is declined.
  std::optional<DeflateParams> deflate = kSmallDeflate;

  // For endpoints and pages alike: a foreign page whose own name suddenly resolves to this machine (DNS rebinding)
  // would count as the server's own.
  std::vector<std::string> hosts() const {
    std::vector<std::string> hosts = hosts_of(origins);
    hosts.insert(hosts.end(), names.begin(), names.end());
    return hosts;
  }

  // An endpoint that other pages cannot reach. RFC 6455 10.2: a browser names the page's origin, and cannot be told to
  // lie; a program may leave the field out, and is let in because it could write anything there.
  Endpoint endpoint() const {
    Endpoint endpoint;
    endpoint.same_origin = true;
    endpoint.origins = origins;
    endpoint.hosts = hosts();
    endpoint.max_message = kMaxDemoMessage;
    endpoint.deflate = deflate;
    return endpoint;
  }
};

}  // namespace ws101::demos
