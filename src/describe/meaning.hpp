// What a frame's length, masking and control payload mean, in words and worked examples.
#pragma once

#include <string>

#include "describe/diagram_style.hpp"
#include "describe/frame_bytes.hpp"

namespace ws101 {

// Each of these is whole lines of at most 80 columns, indented, or empty where there is nothing to say.
// All of them take right, wrong and cut frames.

// Why the length is written the way it is, and whether that is the shortest way.
std::string length_reasoning(const FrameBytes& frame);

// payload[i] = masked[i] XOR key[i mod 4], byte by byte. Empty for a frame without mask or without payload.
std::string unmasking_table(const FrameBytes& frame, const DiagramStyle& style = {});

// What lies in a Close frame: the code, its name and meaning, the reason; for Ping and Pong what they ask.
std::string control_words(const FrameBytes& frame, const DiagramStyle& style = {});

}  // namespace ws101
