// Whether the name in a request's Host field is one of this server's (RFC 9110 7.2).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ws101 {

// True if `host`, the value of a Host field, is an IP address ("127.0.0.1:8000", "[::1]"), localhost, or a name in
// `allowed`, compared without regard to case. Without this check a foreign page whose name is changed to resolve to
// this server (DNS rebinding) passes for this server's own page: its Origin and Host agree. An attacker needs a
// domain name, so addresses and localhost are safe. Names are listed without a port, and the port in `host` is not
// compared: it is that of this server, under any name. False if `host` is not host[:port].
bool host_is_allowed(std::string_view host, const std::vector<std::string>& allowed);

}  // namespace ws101
