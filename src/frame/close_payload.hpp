// What a Close frame says: nothing, or a code and perhaps a reason (RFC 6455 5.5.1).
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

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

// A payload ready to send. No code (NoStatus) makes it empty. A reason longer than 123 bytes is cut before
// the character that does not fit.
class CloseBody {
 public:
  explicit CloseBody(CloseCode code, std::string_view reason = {});
  Bytes bytes() const { return Bytes(storage_).first(size_); }

 private:
  std::array<std::uint8_t, kMaxControlPayload> storage_;
  std::size_t size_ = 0;
};

}  // namespace ws101
