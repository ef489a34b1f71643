// The fields of a frame as data: what the table prints, and what a page draws.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "describe/frame_bytes.hpp"

namespace ws101 {

// Where a field is, what it says, and what that means. All words are ASCII.
struct FrameField {
  std::string_view
      name;  // "FIN", "RSV1-3", "opcode", "MASK", "payload len", "extended len", "masking key", "payload";
             // "(cut)" for what there is of a header that is not whole
  std::uint64_t byte = 0;    // index in the frame of the (first) byte
  std::uint64_t bytes = 1;   // 0 for an empty payload, and the length that the header tells for any other
  int bit = 0;               // for a part of one byte: its first bit there, 0 being the highest
  int bits = 0;              // and how many; 0: the field is whole bytes
  std::string value;         // "1", "0x9", "37fa213d", "5 bytes"; empty for "(cut)"
  std::string meaning;       // "the only frame of its message"
  std::string_view rule;     // what the standard asks of this field in any frame, in one or two sentences
  std::string_view section;  // of RFC 6455
  bool wrong = false;        // a violation of the frame concerns this field
};

// From the first to the last. Accepts valid, invalid and truncated frames: only fields that are whole come, and a
// payload if its header is whole.
std::vector<FrameField> frame_fields(const FrameBytes& frame);

}  // namespace ws101
