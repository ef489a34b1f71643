// What a log, curl, a mail program or ngrep adds before and after each line of a head.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace ws101::wsdump::input {

// How many characters at the start of `line` have the shape of `prefix`: digits stand for any digits, blanks for any
// blanks, and with `any_word` letters for any word, so that the next line of the same log fits. A line that ends where
// the blanks of the prefix begin fits too. Nothing if it does not fit.
std::optional<std::size_t> same_shape(std::string_view prefix, std::string_view line, bool any_word);

// The length of a mark at the end of the line that shows its line end: "\r\n" spelled out, "^M", "<CR><LF>" and the
// like; 0 if there is none.
std::size_t shown_line_end(std::string_view line);

}  // namespace ws101::wsdump::input
