// What a Close frame says: nothing, or a code and perhaps a reason (RFC 6455 5.5.1).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "frame/close_code.hpp"
#include "frame/header.hpp"
#include "frame/violation.hpp"
#include "text/bytes.hpp"

namespace ws101 {

inline constexpr std::size_t kMaxCloseReason = kMaxControlPayload - 2;  // 123 bytes

struct ClosePayload {
  CloseCode code = CloseCode::NoStatus;  // NoStatus (1005) when the frame has no payload
  std::string_view reason;  // a view of the payload; may be invalid UTF-8 if the violations say so
  ViolationSet violations;
};

// Reads the unmasked payload of a Close frame, whatever it holds.
ClosePayload read_close(Bytes payload);

// A payload to send. No code (NoStatus) makes it empty. A reason longer than 123 bytes is cut before the character
// that does not fit.
std::vector<std::uint8_t> make_close(CloseCode code, std::string_view reason = {});

}  // namespace ws101
