// Splits the target of a request into path and query (RFC 9112 3.2).
#pragma once

#include <string_view>
#include <variant>

#include "handshake/syntax_error.hpp"

namespace ws101 {

// Views into the target. Percent-escapes are not decoded.
struct RequestTarget {
  std::string_view path;   // begins with '/'
  std::string_view query;  // after the first '?'; empty if there is none
};

// Accepts the origin form (/path?query), and the path and query of the absolute form with an http or https
// URI; the other two forms belong to CONNECT and OPTIONS. A fragment is an error.
std::variant<RequestTarget, SyntaxError> split_target(std::string_view target);

}  // namespace ws101
