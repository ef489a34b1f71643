// The choice of a subprotocol: the client offers, and the server's order of preference decides.
#include "handshake/subprotocol.hpp"

#include <algorithm>

namespace ws101 {

std::string choose_subprotocol(const std::vector<std::string>& preferred,
                               const std::vector<std::string_view>& offered) {
  // RFC 6455 4.2.2: "The value chosen MUST be derived from the client's handshake, specifically by selecting
  // one of the values from the |Sec-WebSocket-Protocol| field that the server is willing to use for this
  // connection"
  for (const std::string& name : preferred) {
    if (std::find(offered.begin(), offered.end(), name) != offered.end()) return name;
  }
  return {};
}

}  // namespace ws101
