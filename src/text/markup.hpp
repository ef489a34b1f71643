// Text inside HTML and XML.
#pragma once

#include <string>
#include <string_view>

namespace ws101 {

// Escapes text for an element or a quoted attribute: & < > " ' are escaped, and bytes that XML 1.0 does not
// allow or that are not UTF-8 become U+FFFD. Line breaks and tabs are kept.
std::string markup_text(std::string_view text);

}  // namespace ws101
