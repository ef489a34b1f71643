// Filters events; selection.hpp is the specification.
#include "wsdump/watch/selection.hpp"

#include <algorithm>

namespace ws101::wsdump {

void SelectionSink::frame(const FrameEvent& event) {
  const auto opcode = static_cast<std::size_t>(event.header.opcode) & 15;
  frame_passed_ = number_fits(event.n) && direction_fits(event.from) &&
                  (selection_.opcodes.none() || (event.header_whole && selection_.opcodes.test(opcode)));
  if (frame_passed_) next_.frame(event);
}

void SelectionSink::message(const MessageEvent& event) {
  const auto kind = static_cast<std::size_t>(event.kind) & 15;
  if (!direction_fits(event.from) || (selection_.opcodes.any() && !selection_.opcodes.test(kind))) return;
  const bool wanted = event.frames.empty() || std::any_of(event.frames.begin(), event.frames.end(),
                                                          [&](std::uint64_t n) { return number_fits(n); });
  if (wanted) next_.message(event);
}

void SelectionSink::violation(const ViolationEvent& event) {
  if (event.frame == 0 || frame_passed_) next_.violation(event);
}

}  // namespace ws101::wsdump
