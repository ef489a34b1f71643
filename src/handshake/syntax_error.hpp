// The position where a text breaks its grammar.
#pragma once

#include <cstddef>
#include <string>

namespace ws101 {

struct SyntaxError {
  std::size_t offset = 0;  // bytes from the start of the text that was parsed
  std::string words;       // what was expected and what came: printable ASCII
};

}  // namespace ws101
