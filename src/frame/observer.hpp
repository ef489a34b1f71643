// Observes the frames of a connection, for example for a trace.
#pragma once

#include <cstdint>

#include "frame/header.hpp"
#include "text/bytes.hpp"

namespace ws101 {

enum class Flow : std::uint8_t { In, Out };

// `payload` is unmasked and may be a part of the frame's; `offset` is where that part begins in it; `last` says that
// the frame is complete. Frames in come from the receiving thread, frames out from whichever thread sends.
class FrameObserver {
 public:
  virtual ~FrameObserver() = default;
  virtual void on_frame(Flow flow, const FrameHeader& header, Bytes payload, std::uint64_t offset,
                        bool last) = 0;
  // The inflated message, after the last frame of a compressed one. Valid during the call.
  virtual void on_inflated(Flow, Bytes) {}
};

}  // namespace ws101
