// Fields of any number of bits drawn in rows of 32, as the RFCs draw them, with their bits and values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/bytes.hpp"

namespace ws101 {

// Fields follow each other without a gap. A name is written across its cell, or downwards in a cell of one
// bit.
struct BitField {
  std::uint64_t bits = 0;           // at least 1
  std::vector<std::string> names;   // longest first; the first that fits is used
  std::vector<std::string> values;  // lines below the name, in the first row of the field
  // For a field of whole bytes: what each of its rows shows. Hex: the bytes. Payload: the bytes, the unmasked
  // bytes if there is a `meaning`, and the characters.
  enum class Show : std::uint8_t { Nothing, Hex, Payload } show = Show::Nothing;
};

struct BitFigure {
  Bytes bytes;                   // the bits to draw
  Bytes meaning;                 // for Show::Payload: the unmasked bytes from payload_at on, if they differ
  std::size_t payload_at = 0;    // index of the first payload byte
  std::vector<BitField> fields;  // cut to the bits that are there
  std::string more;              // a line in an open last row: "... 65520 more bytes"; none when empty
};

// Lines of at most 80 columns, each with its line break, in ASCII. Draws at most the first 1000 bytes.
std::string draw(const BitFigure& drawing);

}  // namespace ws101
