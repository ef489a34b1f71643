// The subprotocol with which a page of the demos says that it understands notices: JSON besides text of other
// users.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ws101::demos {

// A client that does not offer it gets plain text: at /broadcast the operator's lines unchanged, at /terminal
// only one message for each host.
inline constexpr std::string_view kNoticesProtocol = "ws101-notices";

inline std::vector<std::string> notices_protocols() {
  return {std::string(kNoticesProtocol)};
}

}  // namespace ws101::demos
