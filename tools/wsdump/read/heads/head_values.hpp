// What people do to the value of a field when they paste it.
#pragma once

#include <string_view>

namespace ws101::wsdump::input {

// Whether a value of this field has no blanks, so that what follows a blank cannot belong to it: a comment, a line of a
// log.
bool is_strict(std::string_view name);

// The field without what people write behind a value, and without the end at which a log cut a list.
std::string_view clean_field(std::string_view field);

// A value that was hidden, or a blank to be filled in: <ip>:<port>, {{host}}, *****
bool is_placeholder(std::string_view value);
// Whether a field has such a value, or a key or Accept of which a part is hidden.
bool hides_value(std::string_view field);

}  // namespace ws101::wsdump::input
