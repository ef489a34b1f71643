// Text inside HTML and XML.
#pragma once

#include <string>
#include <string_view>

namespace ws101::wscheck {

// Fit for an element and for an attribute in quotes: & < > " ' are escaped, and what XML 1.0 does not
// allow, or is not
// UTF-8, becomes U+FFFD. Line breaks and tabs stay.
std::string markup_text(std::string_view text);

}  // namespace ws101::wscheck
