// A wrong solution, as it stands in tutorials: append until FIN, ask nothing.
#include "frame/assembler.hpp"

namespace ws101 {

ViolationSet MessageAssembler::judge(const FrameHeader&) const {
  return {};
}

std::variant<NeedMore, Message, Violation> MessageAssembler::add(const FramePiece& piece) {
  if (piece.first && piece.header.opcode != Opcode::Continuation) {
    storage_.clear();
    kind_ = piece.header.opcode;
    in_message_ = true;
  }
  storage_.append(piece.payload);
  length_ = storage_.size();
  if (!piece.last || !piece.header.fin) return NeedMore{};
  in_message_ = false;
  return Message{kind_, storage_.bytes(), length_, 1, true};
}

void MessageAssembler::detach() {}

MutableBytes MessageAssembler::room(std::size_t wanted) {
  return storage_.room(wanted).first(wanted);
}

ViolationSet MessageAssembler::take_noted() {
  return {};
}

void MessageAssembler::release_idle() {
  storage_.release();
}

}  // namespace ws101
