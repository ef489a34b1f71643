// Observes the frames of a connection and writes each as one line, or as a diagram.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "describe/line.hpp"
#include "frame/header.hpp"
#include "frame/observer.hpp"
#include "frame/opcode.hpp"

namespace ws101 {

// Receives the lines of a trace. Called in the thread that receives or sends the frame.
class TraceSink {
 public:
  virtual ~TraceSink() = default;
  // One line without a line break, or several separated by line breaks. Safe to show. Valid during the
  // call.
  virtual void on_trace(std::string_view text) = 0;
};

inline constexpr std::size_t kTracePreview = 256;  // bytes of a payload that a trace keeps

struct TraceStyle {
  bool full = false;       // the figure and tables of diagram.hpp instead of one line
  LineStyle line;          // its width includes the direction mark
  std::string_view label;  // written before each line, such as "#7 "; must outlive the trace
};

// Lines begin with "< " for frames from the peer and "> " for frames to it. A frame that comes in pieces is
// written once, when it is complete. After the last frame of a compressed message a line shows the inflated
// message.
class FrameTrace : public FrameObserver {
 public:
  explicit FrameTrace(TraceSink& sink, const TraceStyle& style = {}) : sink_(sink), style_(style) {}

  void on_frame(Flow flow, const FrameHeader& header, Bytes payload, std::uint64_t offset,
                bool last) override;
  void on_inflated(Flow flow, Bytes message) override;

 private:
  // One for each direction: both may have an incomplete frame at the same time.
  struct Lane {
    std::array<std::uint8_t, kTracePreview> preview;
    std::size_t kept = 0;
    Opcode message = Opcode::Continuation;  // the kind of the message that a continuation belongs to
    bool compressed = false;
  };
  void write(Flow flow, const FrameHeader& header, const Lane& lane);

  TraceSink& sink_;
  TraceStyle style_;
  std::array<Lane, 2> lanes_;
};

}  // namespace ws101
