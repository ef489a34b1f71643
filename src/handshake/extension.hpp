// Sec-WebSocket-Extensions: the list of extensions offered or accepted, with their parameters (RFC 6455 9.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "handshake/fields.hpp"
#include "handshake/syntax_error.hpp"

namespace ws101 {

struct ExtensionParam {
  std::string name;                  // a token
  std::optional<std::string> value;  // a token, without the quotes it may have had
};

struct Extension {
  std::string name;  // a token, such as permessage-deflate
  std::vector<ExtensionParam> params;
};

// One value. White space is allowed around , ; and =; empty elements are skipped, but there must be at least
// one extension.
std::variant<std::vector<Extension>, SyntaxError> parse_extensions(std::string_view value);

// All Sec-WebSocket-Extensions fields of a head, as if they were one list. No field: an empty list.
// The offset of an error counts from the start of its field's value.
std::variant<std::vector<Extension>, SyntaxError> parse_extensions(const Fields& fields);

// The list as the value of a field.
std::string extensions_text(const std::vector<Extension>& extensions);

}  // namespace ws101
