// How a demo answers a message that it cannot use.
#pragma once

#include <string>
#include <string_view>

#include "json/quote.hpp"

namespace ws101::demos {

// {"error":"..."}
inline std::string json_error(std::string_view expected) {
  return "{\"error\":" + json_quote(expected) + "}";
}

}  // namespace ws101::demos
