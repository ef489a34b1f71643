// A head has few fields, so a linear search is faster than an index.
#include "handshake/fields.hpp"

#include <algorithm>
#include <utility>

#include "handshake/token.hpp"

namespace ws101 {
namespace {

// Calls each(element) for every non-empty element of one field's value, until a call returns true.
template <class Each>
bool any_element(std::string_view value, Each each) {
  // RFC 9110 5.6.1.2: "A recipient MUST parse and ignore a reasonable number of empty list elements"
  for (std::size_t begin = 0; begin <= value.size();) {
    const std::size_t comma = std::min(value.find(',', begin), value.size());
    const std::string_view element = trim_optional_space(value.substr(begin, comma - begin));
    if (!element.empty() && each(element)) return true;
    begin = comma + 1;
  }
  return false;
}

}  // namespace

void Fields::add(std::string name, std::string value, std::size_t offset) {
  fields_.push_back({std::move(name), std::move(value), offset});
}

std::size_t Fields::count(std::string_view name) const {
  std::size_t found = 0;
  for (const Field& field : fields_) {
    if (equal_ignoring_case(field.name, name)) ++found;
  }
  return found;
}

const Field* Fields::find(std::string_view name) const {
  for (const Field& field : fields_) {
    if (equal_ignoring_case(field.name, name)) return &field;
  }
  return nullptr;
}

std::string_view Fields::value(std::string_view name) const {
  const Field* field = find(name);
  return field == nullptr ? std::string_view() : std::string_view(field->value);
}

std::vector<std::string_view> Fields::list(std::string_view name) const {
  std::vector<std::string_view> elements;
  for (const Field& field : fields_) {
    if (!equal_ignoring_case(field.name, name)) continue;
    any_element(field.value, [&](std::string_view element) {
      elements.push_back(element);
      return false;
    });
  }
  return elements;
}

bool Fields::has_token(std::string_view name, std::string_view token) const {
  for (const Field& field : fields_) {
    if (!equal_ignoring_case(field.name, name)) continue;
    if (any_element(field.value, [&](std::string_view e) { return equal_ignoring_case(e, token); }))
      return true;
  }
  return false;
}

void Fields::fold_into_last(std::string_view more) {
  if (fields_.empty()) return;
  std::string& value = fields_.back().value;
  if (!value.empty() && !more.empty()) value += ' ';
  value += more;
}

}  // namespace ws101
