// One character of a text in UTF-8: how many bytes it has, and which it is (RFC 3629).
#pragma once

#include <cstddef>

#include "text/bytes.hpp"

namespace ws101 {

// The bytes of the valid character at the front of `text`, 1 to 4; 0 if there is none, or not all of it.
std::size_t character_size(Bytes text);
// The character that these bytes are. They must be one.
char32_t code_point(Bytes character);

}  // namespace ws101
