// What people, and tools, do to the values of a head before it is pasted.
#pragma once

#include <string_view>
#include <utility>

namespace ws101::wsdump::input {

// Whether a value of this field has no blanks, so that what follows a blank cannot belong to it: a comment, a line of a
// log.
bool is_strict(std::string_view name);

// The field without what people write behind a value, and without the end at which a log cut a list.
std::string_view clean_field(std::string_view field);

// Of a target: "ws://a:1/b" is a:1 and /b; a path alone has no host.
std::pair<std::string_view, std::string_view> host_and_path(std::string_view target);

// A value that was hidden, or a blank to be filled in: <ip>:<port>, {{host}}, *****
bool is_placeholder(std::string_view value);
// Whether a field has such a value, or a key or Accept of which a part is hidden.
bool hides_value(std::string_view field);

}  // namespace ws101::wsdump::input
