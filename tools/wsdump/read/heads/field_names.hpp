// The names under which programs print the fields of a head and the parts of its first line.
#pragma once

#include <string>
#include <string_view>

#include "wsdump/read/heads/head_fields.hpp"

namespace ws101::wsdump::input {

// The name at the start of `s`, without quotes: a token, or two words such as "Request URL".
std::string_view bare_name(std::string_view s);

// The field that a name means: HTTP_SEC_WEBSOCKET_KEY of CGI, WSGI, Rack and PHP is one; `pseudo` is true for a name
// of HTTP/2 that has a colon in front, of which :authority means Host. Other names are left as they are.
std::string field_name(std::string_view name, bool pseudo);
// Whether it is a field that is known, or looks like one ("X-Forwarded-For").
bool is_field_name(std::string_view name);

// Which part of the first line a name means ("method", "Request URL", "statusCode"); nullptr: none.
std::string FieldList::*first_line_part(std::string_view name);
// That part in a value; empty if it does not fit: a method has capitals, a status three digits, a target a slash.
std::string_view first_line_value(std::string FieldList::*part, std::string_view value);

// "403 Forbidden", "403"
bool is_status(std::string_view s);

}  // namespace ws101::wsdump::input
