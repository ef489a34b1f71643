// The messages of one sender: the frames of each, its content, and what is known about it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "frame/assembler.hpp"
#include "wsdump/watch/events.hpp"
#include "wsdump/watch/text_place.hpp"

namespace ws101::wsdump {

class MessageTracker {
 public:
  // `keep`: bytes of a message that are kept. `joined_midway`: a message may have been begun before the first frame.
  MessageTracker(std::size_t keep, bool joined_midway) : keep_(keep), joined_midway_(joined_midway) {
    restart();
  }

  // True if this piece begins a message: then call begin() before add().
  bool begins(const FramePiece& piece) const;
  // `number`: of the message. `allowed_rsv` as in HeaderRules. Gives message-unfinished if another is still open.
  ViolationSet begin(std::uint64_t number, const FrameHeader& header, std::uint8_t allowed_rsv);

  // The next piece of a data frame, and what is wrong with it. Afterwards done() is the message that it completed, if
  // it did, until the next add().
  ViolationSet add(const FramePiece& piece);
  const std::optional<Message>& done() const { return done_; }
  // Tells the number of the frame whose last piece was added.
  void frame_told(std::uint64_t frame);
  // What is known of the message, for a frame of it; and for the message that is done.
  void describe(FrameEvent& event) const;
  void describe(MessageEvent& event) const;
  // The message that was begun last is compressed, as far as its first frame says.
  bool compressed() const { return compressed_; }
  // It is not after all: its RSV1 has no meaning.
  void not_compressed() {
    compressed_ = false;
    unreadable_ = true;
  }
  Opcode kind() const { return kind_; }
  // After the message that is done was told.
  void close();

  // The memory of the pieces is about to be overwritten.
  void detach() {
    if (assembler_.in_message()) assembler_.detach();
  }
  // `count` bytes of payload of the open frame are missing.
  void lose(std::uint64_t count);
  // What comes next may belong to any message: frames are missing, or the first bytes were left out.
  void restart();
  void join_midway() { joined_midway_ = true; }

  // A message that was begun in a frame that was seen, and is not finished.
  bool unfinished() const { return assembler_.in_message() && !joined_midway_; }
  std::uint64_t number() const { return number_; }
  // The frames of the message so far, at most kMaxFrameNumbers; their number may be larger.
  std::span<const std::uint64_t> frames() const { return frames_; }
  // Text that is judged as UTF-8: not compressed, nothing of it missing, no reserved bits of unknown meaning.
  bool judged_as_text() const { return kind_ == Opcode::Text && !compressed_ && !unreadable_ && !missing_; }
  bool ends_inside_character() const { return assembler_.ends_inside_character(); }
  std::uint64_t length() const { return assembler_.length(); }
  const TextPlace& broken_text() const { return text_; }
  // True for the first empty fragment of a message.
  bool note_empty_fragment();
  void mark_missing() { missing_ = true; }

 private:
  ViolationSet judge(const FramePiece& piece, std::uint64_t before);

  std::size_t keep_;
  MessageAssembler assembler_;
  std::optional<Message> done_;
  std::uint64_t number_ = 0;
  Opcode kind_ = Opcode::Text;
  bool compressed_ = false;
  bool unreadable_ = false;  // reserved bits without an extension: the content may be anything
  bool missing_ = false;     // bytes of the open message are lost
  bool empty_noted_ = false;
  bool joined_midway_;
  std::uint64_t lost_ = 0;
  TextPlace text_;
  std::vector<std::uint64_t> frames_;
  std::uint64_t frame_count_ = 0;
};

}  // namespace ws101::wsdump
