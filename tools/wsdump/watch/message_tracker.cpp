// From pieces of frames to messages; message_tracker.hpp is the specification.
#include "wsdump/watch/message_tracker.hpp"

#include <algorithm>

#include "frame/compression.hpp"
#include "wsdump/watch/analysis.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::uint32_t kAnyFragments = 0xFFFFFFFF;

}  // namespace

bool MessageTracker::begins(const FramePiece& piece) const {
  return piece.first && (piece.header.opcode != Opcode::Continuation || !assembler_.in_message());
}

ViolationSet MessageTracker::begin(std::uint64_t number, const FrameHeader& header,
                                   std::uint8_t allowed_rsv) {
  ViolationSet found;
  if (assembler_.in_message()) found.add(Violation::MessageUnfinished);
  number_ = number;
  kind_ = header.opcode == Opcode::Text ? Opcode::Text : Opcode::Binary;
  // RFC 7692 6: RSV1 of the first frame of a message tells whether it is compressed.
  compressed_ = (header.rsv & allowed_rsv & kCompressedBit) != 0;
  unreadable_ = (header.rsv & ~allowed_rsv) != 0;
  missing_ = header.opcode == Opcode::Continuation && joined_midway_;
  empty_noted_ = false;
  lost_ = 0;
  text_.reset();
  frames_.clear();
  frame_count_ = 0;
  return found;
}

// The assembler checks the UTF-8 of text. Compressed text, text with reserved bits of unknown meaning, and a message
// whose beginning was not seen are given to it as binary.
ViolationSet MessageTracker::add(const FramePiece& piece) {
  done_.reset();
  if (piece.first) ++frame_count_;
  const bool continues = piece.header.opcode == Opcode::Continuation;
  FramePiece given = piece;
  if (piece.header.opcode == Opcode::Text && (compressed_ || unreadable_))
    given.header.opcode = Opcode::Binary;
  if (continues && joined_midway_)
    given.header.opcode = assembler_.in_message() ? Opcode::Continuation : Opcode::Binary;
  if (piece.first && !continues) joined_midway_ = false;
  const bool goes_on = assembler_.in_message() && (continues || !piece.first);
  const std::uint64_t before = goes_on ? assembler_.length() : 0;
  auto result = assembler_.add(given);
  if (const auto* message = std::get_if<Message>(&result)) {
    done_ = *message;
    if (continues) joined_midway_ = false;
  }
  const ViolationSet found = judge(piece, before);
  if (kind_ == Opcode::Text && !done_) text_.remember(piece.payload);
  return found;
}

// What the assembler noted about the piece, which is preceded by `before` bytes of its message.
ViolationSet MessageTracker::judge(const FramePiece& piece, std::uint64_t before) {
  ViolationSet found;
  assembler_.take_noted().each([&](Violation violation) {
    const bool limit_of_ours =
        violation == Violation::MessageTooBig || violation == Violation::TooManyFragments;
    if (limit_of_ours) return;
    if (violation == Violation::TextNotUtf8) {
      if (missing_) return;
      const std::uint64_t at = assembler_.utf8_error_at();
      text_.broke(at, piece.payload, at - std::min(before, at), piece.offset);
    }
    found.add(violation);
  });
  return found;
}

void MessageTracker::frame_told(std::uint64_t frame) {
  if (frames_.size() < kMaxFrameNumbers) frames_.push_back(frame);
}

void MessageTracker::describe(FrameEvent& event) const {
  event.message = number_;
  event.begins_message = frame_count_ == 1;
  event.content = kind_;
  event.compressed = compressed_;
}

void MessageTracker::describe(MessageEvent& event) const {
  event.n = number_;
  event.kind = kind_;
  event.frames = frames_;
  event.frame_count = frame_count_;
  event.compressed = compressed_;
  event.length = done_->length + lost_;
  event.payload = done_->payload;
  event.missing = missing_;
  if (judged_as_text()) event.utf8 = done_->valid_utf8;
  event.utf8_error_at = assembler_.utf8_error_at();
}

void MessageTracker::close() {
  done_.reset();
  number_ = 0;
  missing_ = false;
}

void MessageTracker::lose(std::uint64_t count) {
  missing_ = true;
  lost_ += count;
}

void MessageTracker::restart() {
  assembler_ = MessageAssembler({keep_, kAnyFragments}, OnViolation::Report);
  number_ = 0;
}

bool MessageTracker::note_empty_fragment() {
  const bool first = !empty_noted_;
  empty_noted_ = true;
  return first;
}

}  // namespace ws101::wsdump
