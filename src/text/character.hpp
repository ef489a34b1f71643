// One character of a text in UTF-8: its size and its code point (RFC 3629).
#pragma once

#include <cstddef>

#include "text/bytes.hpp"

namespace ws101 {

// The size in bytes of the valid character at the front of `text`, 1 to 4; 0 if there is none or it is
// incomplete.
std::size_t character_size(Bytes text);
// The code point of these bytes, which must be one valid character.
char32_t code_point(Bytes character);

}  // namespace ws101
