// The figure of RFC 6455 5.2 with the bits and fields of one frame.
#pragma once

#include <string>

#include "describe/diagram_style.hpp"
#include "describe/frame_bytes.hpp"

namespace ws101 {

// Each returns whole lines of at most 80 columns, indented, or nothing if there is nothing to say. All
// accept valid, invalid and truncated frames.

// The figure: rows of 32 bits, the bytes at the right, the offset in the frame at the left.
std::string frame_diagram(const FrameBytes& frame, const DiagramStyle& style = {});

// The figure, the field table and what the fields mean (field_table.hpp, meaning.hpp), with empty lines between.
std::string full_diagram(const FrameBytes& frame, const DiagramStyle& style = {});

}  // namespace ws101
