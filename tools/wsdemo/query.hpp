// A value out of the query of a URL.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ws101::demos {

// "x=1&name=J%C3%B6rg", "name": "Jörg". '+' is a space, as in forms. Nothing if there is no such name, or an escape
// is not two hex digits.
std::optional<std::string> query_value(std::string_view query, std::string_view name);

}  // namespace ws101::demos
