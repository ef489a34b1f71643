// Lab 4: the fields of a head. The specification is src/handshake/fields.hpp; names match in any case.
#include "handshake/fields.hpp"

namespace ws101 {

// In the order in which they come, including repeated ones.
void Fields::add(std::string name, std::string value, std::size_t offset) {
  // placeholder: delete the next line
  static_cast<void>(name), static_cast<void>(value), static_cast<void>(offset);
}

std::size_t Fields::count(std::string_view name) const {
  return name.size();  // placeholder: delete this line
}

const Field* Fields::find(std::string_view name) const {
  // placeholder: delete these lines
  static_cast<void>(name);
  return nullptr;
}

std::string_view Fields::value(std::string_view name) const {
  return name;  // placeholder: delete this line
}

// RFC 9110 5.6.1: several fields of one name are one list; split at commas, trim, omit empty elements.
std::vector<std::string_view> Fields::list(std::string_view name) const {
  return {name};  // placeholder: delete this line
}

// Connection: keep-alive, Upgrade has the token "upgrade".
bool Fields::has_token(std::string_view name, std::string_view token) const {
  return name == token;  // placeholder: delete this line
}

// A folded line is appended with one space; only for a tolerant parser.
void Fields::fold_into_last(std::string_view more) {
  static_cast<void>(more);  // placeholder: delete this line
}

}  // namespace ws101
