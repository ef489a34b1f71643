// Fields of any number of bits drawn in rows of 32, as the RFCs draw them, with their bits and values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/bytes.hpp"

namespace ws101 {

// A field lies behind the one before it. A name narrower than its cell is written across, else downwards.
struct BitField {
  std::uint64_t bits = 0;           // at least 1
  std::vector<std::string> names;   // longest first; the first that fits is taken
  std::vector<std::string> values;  // lines below the name, in the first row of the field
  // Text for the part of the field that lies in one row: bytes [begin, end) of the drawing. Fields of whole
  // bytes may say what these bytes mean; longest first, the first that fits its cell is taken.
  enum class Show : std::uint8_t { Nothing, Hex, Payload } show = Show::Nothing;
};

struct BitFigure {
  Bytes bytes;                   // the bits to draw
  Bytes meaning;                 // for Show::Payload: the unmasked bytes behind payload_at, if they differ
  std::size_t payload_at = 0;    // index of the first payload byte
  std::vector<BitField> fields;  // clipped to the bits that are there
  std::string more;              // a line in an open last row: "... 65520 more bytes"; none when empty
};

// Lines of at most 80 columns, each with its line break, in ASCII. At most 1000 bytes can be drawn.
std::string draw(const BitFigure& drawing);

}  // namespace ws101
