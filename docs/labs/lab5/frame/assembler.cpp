// Lab 5: from frames to messages. The contract is src/frame/assembler.hpp; why, in docs/07-fragments.md.
#include "frame/assembler.hpp"

namespace ws101 {

// All that is wrong with a data frame by its header: a new message inside another, a continuation of nothing, too many
// fragments, a length that goes over the limit (mind the overflow). Nothing changes.
ViolationSet MessageAssembler::judge(const FrameHeader& header) const {
  ViolationSet found;
  found.add(header.fin ? Violation::NoClose : Violation::MaskMissing);
  return found;
}

// The first piece of each frame is judged. Text is checked piece by piece with utf8_. A Message comes with the
// last piece of the frame that has FIN. Under Report violations are noted, and the work goes on.
// While the pieces lie one behind the other in the caller's memory, only a view is kept: nothing is copied.
std::variant<NeedMore, Message, Violation> MessageAssembler::add(const FramePiece& piece) {
  length_ += piece.payload.size();
  return Violation::NoClose;
}

// The caller's memory is about to change: what the view shows moves into storage_ (byte_buffer.hpp).
void MessageAssembler::detach() {}

// Space at the end of the stored message. What is received there and then added need not be copied: add() sees it by the
// address.
MutableBytes MessageAssembler::room(std::size_t wanted) {
  return storage_.room(wanted + 1).first(wanted + 1);
}

// What was noted since the last call.
ViolationSet MessageAssembler::take_noted() {
  return noted_;
}

// Storage that no message in progress needs is given back.
void MessageAssembler::release_idle() {}

}  // namespace ws101
