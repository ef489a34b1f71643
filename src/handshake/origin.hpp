// Which web page a browser's connection comes from, and whether it may (RFC 6455 10.2, RFC 6454 7).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ws101 {

// True when origin is one of allowed, in any case: "http://example.com", "https://example.com:8443". "null",
// which browsers send for files and sandboxed frames, stands for anybody: it is allowed only when the list
// names it.
bool origin_is_allowed(std::string_view origin, const std::vector<std::string>& allowed);

// True when the page came from the very host and port that the Host field names; default ports count as
// written. "null", and what is not scheme://host[:port], is never the same host.
bool origin_is_same_host(std::string_view origin, std::string_view host);

}  // namespace ws101
