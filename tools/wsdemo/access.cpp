#include "wsdemo/access.hpp"

#include <algorithm>
#include <cctype>

namespace ws101::demos {
namespace {

bool is_ipv4(std::string_view host) {
  return !host.empty() && std::count(host.begin(), host.end(), '.') == 3 &&
         host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

bool Access::host_is_known(std::string_view host) const {
  std::string name(host);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const bool allowed = std::any_of(origins.begin(), origins.end(), [&](const std::string& origin) {
    const std::size_t scheme = origin.find("://");
    return scheme != std::string::npos && origin.substr(scheme + 3) == name;
  });
  if (allowed || name.starts_with("[")) return true;  // a literal IPv6 address is no name
  name.resize(std::min(name.find(':'), name.size()));
  return name == "localhost" || is_ipv4(name);
}

}  // namespace ws101::demos
