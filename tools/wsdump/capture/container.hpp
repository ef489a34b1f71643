// Files that hold a capture or a session inside another format: named by their first bytes, with the way out.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ws101::wsdump {

struct Container {
  std::string_view name;  // "a file compressed with gzip"
  std::string way_out;    // what to do, with `file` in it where a command needs it
};

// `begin`: the first bytes of the input, some thousand where there are so many. `file` names it in commands; the caller
// has made it safe to show. Nothing: none of the formats known here.
std::optional<Container> find_container(std::string_view begin, std::string_view file);

}  // namespace ws101::wsdump
