// One whole frame as bytes: for a message that is sent to many clients, and for tests.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "frame/header.hpp"
#include "frame/opcode.hpp"
#include "text/bytes.hpp"

namespace ws101 {

// An unfragmented frame with the length in its shortest form, masked when a key is given (RFC 6455 5.2, 5.3). The
// caller must ensure that a control frame has at most 125 bytes. Throws std::bad_alloc.
std::vector<std::uint8_t> encode_frame(Opcode opcode, Bytes payload,
                                       std::optional<MaskingKey> key = std::nullopt);

}  // namespace ws101
