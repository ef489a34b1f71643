#include "frame/assembler.hpp"

#include <algorithm>

namespace ws101 {

ViolationSet MessageAssembler::judge(const FrameHeader& header) const {
  ViolationSet found;
  const bool continues = header.opcode == Opcode::Continuation;
  // RFC 6455 5.4: "The fragments of one message MUST NOT be interleaved between the fragments of another
  // message unless an extension has been negotiated that can interpret the interleaving."
  if (!continues && in_message_) found.add(Violation::DataInsideMessage);
  // RFC 6455 5.4: a fragmented message begins with a frame whose opcode is other than 0.
  if (continues && !in_message_) found.add(Violation::ContinuationWithoutStart);
  // Counts of the message that this frame continues; a new message begins with zero.
  const std::uint32_t fragments = continues && in_message_ ? fragments_ : 0;
  const std::uint64_t length = continues && in_message_ ? length_ : 0;
  // RFC 6455 10.4: "Implementations that have implementation- and/or platform-specific limitations regarding
  // the frame size or total message size after reassembly from multiple frames MUST protect themselves
  // against exceeding those limits."
  if (fragments >= limits_.max_fragments) found.add(Violation::TooManyFragments);
  // The header alone decides, before any payload comes. A difference, because a sum could overflow.
  if (length > limits_.max_message || header.length > limits_.max_message - length)
    found.add(Violation::MessageTooBig);
  return found;
}

// True under Fail, where a violation is final. Under Report it is only noted.
bool MessageAssembler::refuse(ViolationSet found) {
  if (found.empty()) return false;
  noted_.add(found);
  refused_ = found.first();
  return mode_ == OnViolation::Fail;
}

// True when the frame is refused.
bool MessageAssembler::begin_frame(const FrameHeader& header) {
  if (refuse(judge(header))) return true;
  if (header.opcode != Opcode::Continuation || !in_message_) {
    in_message_ = true;
    // RFC 6455 5.4: "Since control frames cannot be fragmented, the type for all fragments in a message MUST
    // be either text, binary, or one of the reserved opcodes."
    kind_ = header.opcode == Opcode::Text ? Opcode::Text : Opcode::Binary;
    fragments_ = 0;
    length_ = 0;
    utf8_.reset();
    utf8_noted_ = false;
    view_ = {};
    storage_.clear();
  }
  ++fragments_;
  return false;
}

// True when the piece is refused.
bool MessageAssembler::check_text(const FramePiece& piece) {
  if (kind_ != Opcode::Text || utf8_noted_) return false;
  const bool bad = utf8_.feed(piece.payload) < piece.payload.size();
  // RFC 6455 5.6: "the whole message MUST contain valid UTF-8."
  const bool ends_inside = piece.last && piece.header.fin && !utf8_.complete();
  if (!bad && !ends_inside) return false;
  utf8_noted_ = true;
  // RFC 6455 8.1: "that endpoint MUST _Fail the WebSocket Connection_"
  ViolationSet found;
  found.add(Violation::TextNotUtf8);
  return refuse(found);
}

void MessageAssembler::keep(MutableBytes payload) {
  // Under Report a message may exceed the limit; only its beginning is kept.
  const std::uint64_t kept = std::min<std::uint64_t>(view_.size() + storage_.size(), limits_.max_message);
  payload = payload.first(
      static_cast<std::size_t>(std::min<std::uint64_t>(payload.size(), limits_.max_message - kept)));
  if (payload.empty()) return;
  if (payload.data() == storage_.end() && payload.size() <= storage_.capacity() - storage_.size()) {
    storage_.grow(payload.size());  // it was received into room()
    return;
  }
  if (storage_.size() == 0 && view_.empty()) {
    view_ = payload;
    return;
  }
  if (!view_.empty() && view_.data() + view_.size() == payload.data()) {
    view_ = {view_.data(), view_.size() + payload.size()};
    return;
  }
  detach();
  storage_.append(payload);
}

std::variant<NeedMore, Message, Violation> MessageAssembler::add(const FramePiece& piece) {
  // RFC 6455 5.4: "Clients and servers MUST support receiving both fragmented and unfragmented messages."
  if (piece.first && begin_frame(piece.header)) return refused_;
  if (check_text(piece)) return refused_;
  // RFC 6455 5.4: "Message fragments MUST be delivered to the recipient in the order sent by the sender."
  keep(piece.payload);
  length_ += piece.payload.size();
  if (!piece.last || !piece.header.fin) return NeedMore{};

  in_message_ = false;
  Message message{kind_, storage_.size() > 0 ? storage_.bytes() : view_, length_, fragments_, !utf8_noted_};
  view_ = {};
  return message;
}

void MessageAssembler::detach() {
  if (!in_message_ || view_.empty()) return;
  storage_.append(view_);
  view_ = {};
}

MutableBytes MessageAssembler::room(std::size_t wanted) {
  detach();
  return storage_.room(wanted).first(wanted);
}

ViolationSet MessageAssembler::take_noted() {
  const ViolationSet noted = noted_;
  noted_ = {};
  return noted;
}

void MessageAssembler::release_idle() {
  if (!in_message_) storage_.release();
}

}  // namespace ws101
