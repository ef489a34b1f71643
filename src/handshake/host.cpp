// An address cannot be rebound: the browser does not resolve it.
#include "handshake/host.hpp"

#include <algorithm>
#include <variant>

#include "handshake/authority.hpp"
#include "handshake/token.hpp"

namespace ws101 {
namespace {

// A name never looks like this: a top-level domain is not all digits (RFC 3696 2).
bool is_ipv4(std::string_view host) {
  return std::count(host.begin(), host.end(), '.') == 3 && host.back() != '.' &&
         host.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool is_ipv6(std::string_view host) {
  return host.find(':') != std::string_view::npos;  // was in brackets
}

}  // namespace

bool host_is_allowed(std::string_view host, const std::vector<std::string>& allowed) {
  const auto parsed = parse_authority(host);
  const Authority* authority = std::get_if<Authority>(&parsed);
  if (authority == nullptr) return false;
  const std::string& name = authority->host;
  return is_ipv4(name) || is_ipv6(name) || equal_ignoring_case(name, "localhost") ||
         std::any_of(allowed.begin(), allowed.end(),
                     [&](const std::string& one) { return equal_ignoring_case(one, name); });
}

}  // namespace ws101
