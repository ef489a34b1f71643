// Parses a list of hosts: names, addresses and ranges of addresses, separated by commas.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ws101::demos {

inline constexpr std::size_t kMaxHosts = 256;

struct HostsError {
  std::string words;  // what was expected and what came
};

// "127.0.0.1-5" counts up in the last part, "10.0.0.1-10.0.0.20" from address to address, "db1,db2, ::1" are three
// hosts. A host consists of letters, digits, '.', '-' and ':' and does not begin with '-': so it cannot be an option
// of a program, and a shell would read it as one word. At most kMaxHosts.
std::variant<std::vector<std::string>, HostsError> parse_hosts(std::string_view text);

// True for 127.0.0.0/8, ::1 and localhost.
bool is_loopback(std::string_view host);

}  // namespace ws101::demos
