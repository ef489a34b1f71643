// The table of a frame's fields: bytes, bits, value, meaning, section of the standard.
#pragma once

#include <string>

#include "describe/frame_bytes.hpp"

namespace ws101 {

// Lines of at most 80 columns, one row for each field: bytes, bits, name, value, meaning, section. A `!` at
// the left marks a wrong field. Accepts valid, invalid and truncated frames.
std::string field_table(const FrameBytes& frame);

}  // namespace ws101
