// Origins compared as the browser serialises them: scheme, host and port, never a path.
#include "handshake/origin.hpp"

#include <algorithm>
#include <cstdint>
#include <variant>

#include "handshake/authority.hpp"
#include "handshake/token.hpp"

namespace ws101 {

bool origin_is_allowed(std::string_view origin, const std::vector<std::string>& allowed) {
  return std::any_of(allowed.begin(), allowed.end(),
                     [&](const std::string& one) { return equal_ignoring_case(one, origin); });
}

bool origin_is_same_host(std::string_view origin, std::string_view host) {
  const std::size_t scheme_end = origin.find("://");
  if (scheme_end == std::string_view::npos) return false;
  const std::string_view scheme = origin.substr(0, scheme_end);
  std::uint16_t default_port = 0;
  if (equal_ignoring_case(scheme, "http")) default_port = 80;
  if (equal_ignoring_case(scheme, "https")) default_port = 443;
  if (default_port == 0) return false;

  const auto from = parse_authority(origin.substr(scheme_end + 3));
  const auto to = parse_authority(host);
  const Authority* page = std::get_if<Authority>(&from);
  const Authority* server = std::get_if<Authority>(&to);
  return page != nullptr && server != nullptr && equal_ignoring_case(page->host, server->host) &&
         page->port.value_or(default_port) == server->port.value_or(default_port);
}

}  // namespace ws101
