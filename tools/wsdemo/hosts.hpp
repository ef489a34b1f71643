// From what a person types to a list of hosts: names, addresses, ranges of addresses, with commas between.
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

// "127.0.0.1-5" counts up in the last part, "10.0.0.1-10.0.0.20" from address to address, "db1,db2, ::1" are as they
// stand. A host is letters, digits, '.', '-' and ':' and does not begin with '-': it can be no option of a program, and
// nothing that a shell would read as more than a word. At most kMaxHosts.
std::variant<std::vector<std::string>, HostsError> parse_hosts(std::string_view text);

// 127.0.0.0/8, ::1 and localhost: this machine, by whatever name.
bool is_loopback(std::string_view host);

}  // namespace ws101::demos
