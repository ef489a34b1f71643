// A command line cut into words, with quotes, and with nothing else that a shell would do.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ws101::demos {

// Blanks separate; '...' and "..." keep what is inside together; a backslash outside of '...' takes the next character
// as it is. No variables, no patterns, no redirection. Nothing when a quote is not closed or the text ends in a
// backslash.
std::optional<std::vector<std::string>> split_words(std::string_view text);

}  // namespace ws101::demos
