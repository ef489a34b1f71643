// Origin form and absolute form give the same path and query.
#include "handshake/request_target.hpp"

#include <algorithm>
#include <cstddef>

#include "handshake/authority.hpp"
#include "handshake/token.hpp"
#include "text/quoted.hpp"

namespace ws101 {

std::variant<RequestTarget, SyntaxError> split_target(std::string_view target) {
  // RFC 6455 3: "Fragment identifiers are meaningless in the context of WebSocket URIs and MUST NOT be used
  // on these URIs."
  if (const std::size_t hash = target.find('#'); hash != std::string_view::npos) {
    return SyntaxError{
        hash, "expected a target without a fragment, got '#' (as a character of the path it is %23)"};
  }

  std::string_view resource = target;
  if (target.empty() || target.front() != '/') {
    // RFC 9112 3.2.2: "a server MUST accept the absolute-form in requests"
    // RFC 6455 4.1: "be an absolute http/https URI that, when parsed, has a /resource name/, /host/, and
    // /port/ that match the corresponding ws/wss URI."
    const std::size_t scheme_end = target.find("://");
    const std::string_view scheme = target.substr(0, scheme_end);
    if (scheme_end == std::string_view::npos ||
        !(equal_ignoring_case(scheme, "http") || equal_ignoring_case(scheme, "https"))) {
      return SyntaxError{0, "expected a target that begins with / or http://, got " + quoted(target)};
    }
    const std::size_t host_start = scheme_end + 3;
    const std::size_t host_end = std::min(target.find_first_of("/?", host_start), target.size());
    const auto authority = parse_authority(target.substr(host_start, host_end - host_start));
    if (const SyntaxError* error = std::get_if<SyntaxError>(&authority)) {
      return SyntaxError{host_start + error->offset, error->words};
    }
    resource = target.substr(host_end);
  }

  const std::size_t mark = resource.find('?');
  RequestTarget split;
  split.path = resource.substr(0, mark);
  if (split.path.empty()) split.path = "/";
  if (mark != std::string_view::npos) split.query = resource.substr(mark + 1);
  return split;
}

}  // namespace ws101
