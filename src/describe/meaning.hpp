// Explains a frame's length, masking and control payload, with all steps.
#pragma once

#include <string>

#include "describe/diagram_style.hpp"
#include "describe/frame_bytes.hpp"

namespace ws101 {

// Each returns whole lines of at most 80 columns, indented, or nothing if there is nothing to say. All
// accept valid, invalid and truncated frames.

// Why the length has its form, and whether that form is the shortest.
std::string length_reasoning(const FrameBytes& frame);

// payload[i] = masked[i] XOR key[i mod 4], byte by byte. Empty for a frame without mask or without payload.
std::string unmasking_table(const FrameBytes& frame, const DiagramStyle& style = {});

// The content of a Close frame: the code, its name and meaning, the reason. For Ping and Pong: what they
// require.
std::string control_words(const FrameBytes& frame, const DiagramStyle& style = {});

}  // namespace ws101
