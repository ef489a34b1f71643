// Splits a command line into words, with quotes, but without anything else that a shell does.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ws101::demos {

// Blanks separate words; '...' and "..." keep their content together; a backslash outside of '...' quotes the next
// character. No variables, no patterns, no redirection. Nothing if a quote is not closed or the text ends with a
// backslash.
std::optional<std::vector<std::string>> split_words(std::string_view text);

}  // namespace ws101::demos
