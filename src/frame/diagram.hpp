// The figure of RFC 6455 5.2 with the bits of one frame filled in, and what each field says.
#pragma once

#include <cstddef>
#include <string>

#include "frame/escape.hpp"
#include "frame/wire_frame.hpp"

namespace ws101 {

struct DiagramStyle {
  std::size_t payload_rows = 4;    // rows of four bytes of payload in the figure
  std::size_t unmasking_rows = 8;  // bytes in the table of unmasking
  EscapeStyle escape = EscapeStyle::Ascii;
};

// Each of these is whole lines of at most 80 columns, indented, or empty where there is nothing to say.
// All of them take right, wrong and cut frames.

// The figure: rows of 32 bits, the bytes at the right, the offset in the frame at the left.
std::string frame_diagram(const WireFrame& frame, const DiagramStyle& style = {});

// A row for each field: bytes, bits, name, value, meaning, section. A `!` at the left marks a wrong field.
std::string field_table(const WireFrame& frame);

// Why the length is written the way it is, and whether that is the shortest way.
std::string length_reasoning(const WireFrame& frame);

// payload[i] = masked[i] XOR key[i mod 4], byte by byte. Empty for a frame without mask or without payload.
std::string unmasking_table(const WireFrame& frame, const DiagramStyle& style = {});

// What lies in a Close frame: the code, its name and meaning, the reason; for Ping and Pong what they ask.
std::string control_words(const WireFrame& frame, const DiagramStyle& style = {});

// All of these together, with empty lines between.
std::string full_diagram(const WireFrame& frame, const DiagramStyle& style = {});

}  // namespace ws101
