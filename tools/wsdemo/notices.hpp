// The subprotocol by which a page of the demos says that it understands notices: JSON beside what others wrote.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ws101::demos {

// A client that does not offer it gets what any program can show: at /broadcast the operator's lines as they were
// typed, at /terminal one message for each host and nothing else.
inline constexpr std::string_view kNoticesProtocol = "ws101-notices";

inline std::vector<std::string> notices_protocols() {
  return {std::string(kNoticesProtocol)};
}

}  // namespace ws101::demos
