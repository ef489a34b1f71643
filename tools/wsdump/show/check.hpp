// One line for each violation, in the style of a compiler: what `wsdump check` prints.
#pragma once

#include <string>

#include "wsdump/show/output.hpp"
#include "wsdump/watch/events.hpp"

namespace ws101::wsdump {

struct CheckStyle {
  bool color = false;
  bool notes = false;        // -v: also notes, gaps, cut frames
  bool connections = false;  // the input may have several: name them
};

// FILE:FRAME:BYTE: severity: words [RFC 6455 5.5, close 1002]
// FRAME counts within the connection, from 1; 0: the handshake, or the connection as a whole. BYTE counts within the
// frame (or the handshake head), from 0. For a capture, the words begin with the connection.
class CheckLines : public EventSink {
 public:
  CheckLines(Output& out, std::string source, const CheckStyle& style)
      : out_(out), source_(std::move(source)), style_(style) {}
  void frame(const FrameEvent& event) override;
  void violation(const ViolationEvent& event) override;
  void gap(const GapEvent& event) override;
  void note(const NoteEvent& event) override;

 private:
  void put(const Finding& finding, std::uint64_t frame, std::uint32_t conn);
  void begin_line(std::uint64_t frame, std::uint64_t byte, std::uint32_t conn, Level level);

  Output& out_;
  std::string source_;
  CheckStyle style_;
};

}  // namespace ws101::wsdump
