// The fields of a frame as data, for a table or a page.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "describe/frame_bytes.hpp"

namespace ws101 {

// The place of a field, its value, and what it means. All texts are ASCII.
struct FrameField {
  std::string_view
      name;  // "FIN", "RSV1-3", "opcode", "MASK", "payload len", "extended len", "masking key", "payload";
             // "(cut)" for the bytes of an incomplete header
  std::uint64_t byte = 0;    // index in the frame of the (first) byte
  std::uint64_t bytes = 1;   // of a payload the length in the header; may be 0
  int bit = 0;               // for a part of one byte: its first bit, 0 being the highest
  int bits = 0;              // and how many; 0: the field consists of whole bytes
  std::string value;         // "1", "0x9", "37fa213d", "5 bytes"; empty for "(cut)"
  std::string meaning;       // "the only frame of its message"
  std::string_view rule;     // the rule of the standard for this field, in one or two sentences
  std::string_view section;  // of RFC 6455
  bool wrong = false;        // a violation of the frame concerns this field
};

// The fields in order. Accepts valid, invalid and truncated frames: only complete fields are returned, and the
// payload if the header is complete.
std::vector<FrameField> frame_fields(const FrameBytes& frame);

}  // namespace ws101
