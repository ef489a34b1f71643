// Who may connect to the demos: this server's own pages, the origins that the operator allows, and programs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "handshake/deflate_params.hpp"
#include "origins.hpp"
#include "server/server.hpp"
#include "wsdemo/numbers.hpp"

namespace ws101::demos {

// The largest message to a demo, 64 KiB: the messages that they expect are far shorter.
inline constexpr std::uint64_t kMaxDemoMessage = std::uint64_t{64} << 10;

struct Access {
  std::vector<std::string> origins;  // allowed beyond the server's own pages
  // Host names of this server, besides localhost, its addresses and the hosts of `origins`.
  std::vector<std::string> names = {};
  // What permessage-deflate the endpoints accept; none: it is declined.
  std::optional<DeflateParams> deflate = kSmallDeflate;
  Numbers* numbers = nullptr;  // where clients and messages are counted; null: nowhere

  // For endpoints and pages: without it a foreign page whose name is changed to resolve to this machine (DNS
  // rebinding) would pass for the server's own.
  std::vector<std::string> hosts() const {
    std::vector<std::string> hosts = hosts_of(origins);
    hosts.insert(hosts.end(), names.begin(), names.end());
    return hosts;
  }

  // An endpoint to which other pages cannot connect. RFC 6455 10.2: a browser sends the page's origin, which a script
  // cannot change; a program may omit the field, and may connect because it could write anything there.
  Endpoint endpoint() const {
    Endpoint endpoint;
    endpoint.same_origin = true;
    endpoint.origins = origins;
    endpoint.hosts = hosts();
    endpoint.max_message = kMaxDemoMessage;
    endpoint.deflate = deflate;
    return endpoint;
  }

  // Adds a demo's endpoint to the server. What is counted there is counted for the demo with the path's first name.
  void serve(Server& server, const std::string& path, Endpoint endpoint) const {
    const std::string demo = path.substr(1, path.find('/', 1) - 1);
    if (numbers != nullptr) endpoint = numbers->counted(demo, std::move(endpoint));
    server.endpoint(path, std::move(endpoint));
  }
};

}  // namespace ws101::demos
