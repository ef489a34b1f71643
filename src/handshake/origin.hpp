// Which web page a browser's connection comes from, and whether it may (RFC 6455 10.2, RFC 6454 7).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ws101 {

// True if `origin` is in `allowed`, compared without regard to case: "http://example.com",
// "https://example.com:8443". Browsers send "null" for files and sandboxed frames, which any site can make:
// it is allowed only if the list has it.
bool origin_is_allowed(std::string_view origin, const std::vector<std::string>& allowed);

// True if the page came from the host and port in the Host field. A missing port is the default of the
// origin's scheme. "null", or anything that is not http(s)://host[:port], is never the same host.
bool origin_is_same_host(std::string_view origin, std::string_view host);

}  // namespace ws101
