// Whether the name that a client came by is one of this server's (RFC 9110 7.2).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ws101 {

// True if `host`, the value of a Host field, is an IP address ("127.0.0.1:8000", "[::1]"), localhost, or a name in
// `allowed`, compared without regard to case. Without this question a foreign page whose own name suddenly resolves to
// this server (DNS rebinding) counts as this server's: its Origin and its Host agree. Whoever attacks needs a name of
// his own, so addresses and localhost are safe. Names are listed without a port, and the port in `host` is not
// compared: it is the one where the server listens, whatever the name. False for what is no host[:port].
bool host_is_allowed(std::string_view host, const std::vector<std::string>& allowed);

}  // namespace ws101
