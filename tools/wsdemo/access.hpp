// Who may connect to the demos: this server's own pages, the origins that the operator allows, and programs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/server.hpp"

namespace ws101::demos {

// What one message to a demo may take: the longest that any of them expects is far shorter. 64 KiB.
inline constexpr std::uint64_t kMaxDemoMessage = std::uint64_t{64} << 10;

struct Access {
  std::vector<std::string> origins;  // allowed beyond the server's own pages

  // An endpoint that other pages cannot reach. RFC 6455 10.2: a browser names the page's origin, and cannot be told to
  // lie; a program may leave the field out, and is let in because it could write anything there.
  Endpoint endpoint() const {
    Endpoint endpoint;
    endpoint.same_origin = true;
    endpoint.origins = origins;
    endpoint.max_message = kMaxDemoMessage;
    return endpoint;
  }

  // Whether the Host field of a request names this server by an address, as localhost, or as an allowed origin does.
  // Without this question a foreign page whose own name suddenly resolves to 127.0.0.1 (DNS rebinding) would count as
  // the server's own: its Origin and its Host agree.
  bool host_is_known(std::string_view host) const;
};

}  // namespace ws101::demos
