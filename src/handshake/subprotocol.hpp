// Sec-WebSocket-Protocol: which subprotocols a client offers, and which one a server chooses (RFC 6455 1.9,
// 4).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ws101 {

// The first of `preferred` that is in `offered`, or the empty text. Names are case-sensitive.
std::string choose_subprotocol(const std::vector<std::string>& preferred,
                               const std::vector<std::string_view>& offered);

}  // namespace ws101
