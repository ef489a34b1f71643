// One frame as bytes on the wire, complete or truncated: the input of every figure and table of a frame.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "frame/header.hpp"
#include "frame/opcode.hpp"
#include "frame/violation.hpp"
#include "text/bytes.hpp"

namespace ws101 {

// The frame may be valid or invalid, complete or truncated, even inside its header. `wire` begins with its
// first byte and may hold only the beginning of a long payload.
struct FrameBytes {
  Bytes wire;                    // at least one byte
  std::uint64_t came = 0;        // how many bytes of the frame came; more than wire.size() if wire was cut
  ViolationSet violations;       // of this frame; they mark the fields that they concern
  std::uint8_t allowed_rsv = 0;  // 0-7: reserved bits that an extension in use gives a meaning; RSV1 is 4
  Opcode content = Opcode::Continuation;  // kind of a continuation's message: Text, Binary, or unknown

  // Nothing if the header is incomplete.
  std::optional<FrameHeader> header() const;
  // The size of the header, as its second byte gives it: 2 to 14; 2 if only one byte is there.
  std::size_t header_size() const;
  // The payload in `wire`, still masked if the frame is.
  Bytes payload_on_wire() const;
  // The same, unmasked.
  std::vector<std::uint8_t> payload() const;
  // How many bytes of payload came, even if `wire` does not have them all.
  std::uint64_t payload_came() const;
  bool complete() const;
};

// Rebuilds a frame, header and masked payload, for a caller that does not have its bytes.
std::vector<std::uint8_t> to_wire(const FrameHeader& header, Bytes unmasked_payload);

}  // namespace ws101
