// One frame as bytes on the wire, whole or cut: what every picture and table of a frame is made from.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "frame/header.hpp"
#include "frame/opcode.hpp"
#include "frame/violation.hpp"
#include "text/bytes.hpp"

namespace ws101 {

// Right or wrong, whole or cut inside the payload or even inside the header. `wire` begins with the first
// byte of the frame; of a long payload it may hold only the beginning.
struct FrameBytes {
  Bytes wire;                    // at least one byte
  std::uint64_t came = 0;        // how many bytes of the frame exist; more than wire.size() when wire was cut
  ViolationSet violations;       // of this frame; they mark the fields they concern
  std::uint8_t allowed_rsv = 0;  // 0-7: reserved bits that an extension in use gives a meaning; RSV1 is 4
  Opcode content = Opcode::Continuation;  // what a continuation continues: Text, Binary, or not known

  // Nothing while the header is not whole.
  std::optional<FrameHeader> header() const;
  // The bytes of the header that the first bytes at hand ask for: 2 to 14 (2 while only one byte is there).
  std::size_t header_size() const;
  // The part of wire that is payload, as it stands there.
  Bytes payload_on_wire() const;
  // The same, unmasked.
  std::vector<std::uint8_t> payload() const;
  // How many bytes of payload came, at hand or not.
  std::uint64_t payload_came() const;
  bool complete() const;
};

// The bytes of a frame that was taken apart: header and masked payload. For those who hold no wire bytes.
std::vector<std::uint8_t> to_wire(const FrameHeader& header, Bytes unmasked_payload);

}  // namespace ws101
