// What people paste around bytes and what belongs to no format: prompts, fences, quotation, comments, line numbers.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ws101::wsdump::input {

// One kind of wrapping. `peel` gives the text without it, nothing if there is none. It only proposes a text: whether
// that is the better one is for the reader of the bytes to say.
struct Peeler {
  std::string_view note;  // "left out the prompts ..."
  std::optional<std::string> (*peel)(std::string_view body);
  bool outer;  // no notation looks like it: what is inside is taken if it can be read at all
};

// In the order in which they are tried, the outermost wrapping first.
std::span<const Peeler> peelers();

// A line that begins with the prompt of a shell, perhaps with the command typed behind it.
bool is_shell_prompt(std::string_view line);

// A line of words alone: no digits, and most words have a letter that no hex digit is.
bool is_prose(std::string_view line);

}  // namespace ws101::wsdump::input
