// The alphabet of HTTP: tokens, optional white space and comparison without regard to case (RFC 9110 5.6).
#pragma once

#include <string_view>

namespace ws101 {

// RFC 9110 5.6.2 tchar: letters, digits and !#$%&'*+-.^_`|~
bool is_token_char(char c);

// One or more token characters. The empty text is not a token.
bool is_token(std::string_view text);

// RFC 9110 5.6.3 OWS: the text without spaces and tabs at either end.
std::string_view trim_optional_space(std::string_view text);

// Compares with A-Z equal to a-z. No other byte has a case, whatever the locale.
bool equal_ignoring_case(std::string_view a, std::string_view b);

}  // namespace ws101
