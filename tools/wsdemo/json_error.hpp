// How a demo answers a message that it cannot use.
#pragma once

#include <string>
#include <string_view>

#include "json/quote.hpp"
#include "server/peer.hpp"

namespace ws101::demos {

// {"error":"..."}
inline std::string json_error(std::string_view expected) {
  return "{\"error\":" + json_quote(expected) + "}";
}

inline void send_error(Peer& peer, std::string_view expected) {
  peer.send_text(json_error(expected));
}

}  // namespace ws101::demos
