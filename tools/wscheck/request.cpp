#include "wscheck/request.hpp"

#include <algorithm>

namespace ws101::wscheck {

Head& Head::set(std::string_view name, std::string_view value) {
  for (auto& field : fields) {
    if (field.first != name) continue;
    field.second = value;
    return *this;
  }
  return add(name, value);
}

Head& Head::add(std::string_view name, std::string_view value) {
  fields.emplace_back(name, value);
  return *this;
}

Head& Head::drop(std::string_view name) {
  std::erase_if(fields, [&](const auto& field) { return field.first == name; });
  return *this;
}

Head& Head::rename(std::string_view name, std::string_view other) {
  for (auto& field : fields) {
    if (field.first == name) field.first = other;
  }
  return *this;
}

std::string_view Head::value(std::string_view name) const {
  for (const auto& field : fields) {
    if (field.first == name) return field.second;
  }
  return {};
}

std::string Head::text() const {
  std::string all = start + line_end;
  for (const auto& [name, value] : fields) {
    all += name;
    all += colon;
    all += value;
    all += line_end;
  }
  return all + line_end;
}

}  // namespace ws101::wscheck
