// An opening handshake request, or the response to one, valid or invalid, as lines that a case changes.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ws101::wscheck {

struct Head {
  std::string start;  // the first line, without its end
  std::vector<std::pair<std::string, std::string>> fields;
  std::string colon = ": ";
  std::string line_end = "\r\n";

  // Each returns this head, changed. Names are compared as they are written.
  Head& set(std::string_view name, std::string_view value);  // in its place, or at the end
  Head& add(std::string_view name, std::string_view value);  // at the end, even if there is one
  Head& drop(std::string_view name);
  Head& rename(std::string_view name, std::string_view other);
  std::string_view value(std::string_view name) const;

  std::string text() const;
};

}  // namespace ws101::wscheck
