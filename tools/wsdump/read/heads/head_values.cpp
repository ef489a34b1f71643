#include "wsdump/read/heads/head_values.hpp"

#include <algorithm>

#include "wsdump/read/characters.hpp"

namespace ws101::wsdump::input {

bool is_strict(std::string_view name) {
  const std::string small = lower(name);
  return small == "upgrade" || small == "connection" || small == "host" ||
         small.starts_with("sec-websocket-");
}

std::string_view clean_field(std::string_view field) {
  if (!is_strict(field.substr(0, field.find(':')))) return field;
  for (const std::string_view comment : {" // ", " # ", " <- ", " <-- "})
    field = field.substr(0, field.find(comment));
  const std::string_view uncut = trim_right(field);
  return uncut.ends_with(';') ? uncut.substr(0, uncut.size() - 1) : field;
}

std::pair<std::string_view, std::string_view> host_and_path(std::string_view target) {
  const std::size_t scheme = target.find("://");
  if (scheme == std::string_view::npos) return {{}, target.starts_with('/') ? target : "/"};
  target.remove_prefix(scheme + 3);
  const std::size_t slash = std::min(target.find('/'), target.size());
  return {target.substr(0, slash), slash == target.size() ? "/" : target.substr(slash)};
}

bool is_placeholder(std::string_view value) {
  const auto within = [&](std::string_view open, std::string_view close) {
    return value.starts_with(open) && value.ends_with(close);
  };
  const std::string_view masks = value.starts_with('.') ? "." : "*";
  const bool masked = value.size() > 2 && value.find_first_not_of(masks) == std::string_view::npos;
  return masked || (value.starts_with('<') && contains(value, ">")) || within("{{", "}}") ||
         within("${", "}") || value == "%s";
}

bool hides_value(std::string_view field) {
  const std::size_t colon = field.find(':');
  const std::string_view value = trim(field.substr(std::min(colon + 1, field.size())));
  return is_placeholder(value) || (is_strict(field.substr(0, colon)) && contains(value, "***"));
}

}  // namespace ws101::wsdump::input
