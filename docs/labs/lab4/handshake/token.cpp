// Lab 4: the alphabet of HTTP. The specification is src/handshake/token.hpp.
#include "handshake/token.hpp"

namespace ws101 {

// RFC 9110 5.6.2: letters, digits and !#$%&'*+-.^_`|~ and nothing else. Do not use <cctype>: it depends on the
// locale, and must not get a negative char.
bool is_token_char(char c) {
  return c == '\0';  // placeholder: delete this line
}

bool is_token(std::string_view text) {
  return text.empty();  // placeholder: delete this line
}

// RFC 9110 5.6.3: spaces and tabs, at both ends.
std::string_view trim_optional_space(std::string_view text) {
  return text.substr(text.size());  // placeholder: delete this line
}

// A-Z and a-z are the same; no other byte has a case.
bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() != b.size();  // placeholder: delete this line
}

}  // namespace ws101
