// Comments, labels and remarks among bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ws101::wsdump::input {

// The text with comments (#, //, ;, --, /* */), labels ("payload:"), remarks in parentheses, list bullets, counters
// ("[0] (6)") and lines of words overwritten by blanks, so that positions stay right. Nothing if it has none.
std::optional<std::string> without_comments(std::string_view body);

// The same for the comments of source code alone, // and /* */.
std::optional<std::string> without_code_comments(std::string_view body);

}  // namespace ws101::wsdump::input
