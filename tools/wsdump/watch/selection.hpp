// Passes on only what the user selected: frames by number, by opcode, by direction, and what belongs to them.
#pragma once

#include <bitset>
#include <cstdint>
#include <limits>

#include "wsdump/watch/events.hpp"

namespace ws101::wsdump {

struct Selection {
  std::uint64_t first_frame = 1;
  std::uint64_t last_frame = std::numeric_limits<std::uint64_t>::max();
  std::bitset<16> opcodes;              // none set: all
  Direction from = Direction::Unknown;  // Unknown: both

  bool everything() const {
    return first_frame <= 1 && last_frame == std::numeric_limits<std::uint64_t>::max() && opcodes.none() &&
           from == Direction::Unknown;
  }
};

// Handshakes, gaps and notes always pass. A message passes when its kind and direction do and one of its frames does;
// a violation when its frame did.
class SelectionSink : public EventSink {
 public:
  SelectionSink(EventSink& next, const Selection& selection) : next_(next), selection_(selection) {}
  void input(const InputEvent& event) override { next_.input(event); }
  void connection(const ConnectionEvent& event) override { next_.connection(event); }
  void handshake(const HandshakeEvent& event) override { next_.handshake(event); }
  void frame(const FrameEvent& event) override;
  void message(const MessageEvent& event) override;
  void violation(const ViolationEvent& event) override;
  void gap(const GapEvent& event) override { next_.gap(event); }
  void note(const NoteEvent& event) override { next_.note(event); }
  void summary(const Totals& totals, int exit_status) override { next_.summary(totals, exit_status); }

 private:
  bool direction_fits(Direction from) const {
    return selection_.from == Direction::Unknown || selection_.from == from;
  }
  bool number_fits(std::uint64_t n) const {
    return n >= selection_.first_frame && n <= selection_.last_frame;
  }

  EventSink& next_;
  Selection selection_;
  bool frame_passed_ = false;  // the frame told last
};

}  // namespace ws101::wsdump
