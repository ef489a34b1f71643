// Files that contain a capture or a session in another format: recognised by their first bytes, with advice
// how to convert them.
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
