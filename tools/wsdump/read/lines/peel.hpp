// What people paste around bytes and what belongs to no format: prompts, fences, quotation, comments, line numbers.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ws101::wsdump::input {

// One kind of wrapping. `peel` gives the text without it, nothing if there is none. It only proposes a text: the
// reader of the bytes decides whether it is better.
struct Peeler {
  std::string_view note;  // "left out the prompts ..."
  std::optional<std::string> (*peel)(std::string_view body);
  bool outer;  // no notation looks like it: the inner text is used if it can be read at all
};

// In the order in which they are tried, the outermost wrapping first.
std::span<const Peeler> peelers();

// A line that begins with the prompt of a shell, perhaps with the command typed after it.
bool is_shell_prompt(std::string_view line);

// A line of words only: no digits, and most words have a letter that is not a hex digit.
bool is_prose(std::string_view line);

}  // namespace ws101::wsdump::input
