// From frames to messages: joins fragments, checks text, enforces limits (RFC 6455 5.4, 5.6, 8.1, 10.4).
#pragma once

#include <cstdint>
#include <variant>

#include "frame/byte_buffer.hpp"
#include "frame/decoder.hpp"
#include "frame/opcode.hpp"
#include "frame/violation.hpp"
#include "text/bytes.hpp"
#include "text/utf8.hpp"

namespace ws101 {

inline constexpr std::uint64_t kDefaultMaxMessage = std::uint64_t{16} << 20;   // 16 MiB
inline constexpr std::uint32_t kDefaultMaxFragments = std::uint32_t{1} << 20;  // frames in one message

struct MessageLimits {
  std::uint64_t max_message = kDefaultMaxMessage;      // bytes of payload in one message
  std::uint32_t max_fragments = kDefaultMaxFragments;  // frames in one message
};

// A whole message. The payload is valid until the next call to the assembler.
struct Message {
  Opcode kind = Opcode::Text;   // Text or Binary
  Bytes payload;                // under Report at most max_message bytes of it
  std::uint64_t length = 0;     // of the whole message
  std::uint32_t fragments = 1;  // frames that it came in
  bool valid_utf8 = true;       // under Report a text that is not UTF-8 is delivered, too

  std::string_view text() const { return text_of(payload); }
};

// Takes the pieces of data frames in order, without the control frames between them.
//
// A message in one contiguous stretch of the caller's memory is not copied: the assembler keeps a view of it. When the
// next piece is elsewhere, or detach() is called, the message so far moves into the assembler's own storage.
class MessageAssembler {
 public:
  explicit MessageAssembler(const MessageLimits& limits = {}, OnViolation mode = OnViolation::Fail)
      : limits_(limits), mode_(mode) {}

  // The violations of a data frame with this header, if it comes next: its place among the frames, and the limits. Of
  // an incomplete header the opcode and a lower bound of the length are enough.
  ViolationSet judge(const FrameHeader& header) const;

  // Returns a Message with its last piece. A violation is final under Fail. Under Report it is never
  // returned but noted, see take_noted(); a message that is cut short by a new one is dropped, and a
  // continuation without a message begins a binary message.
  std::variant<NeedMore, Message, Violation> add(const FramePiece& piece);

  // True if a whole message of up to `size` bytes in one frame could be delivered now without add(): no message is
  // unfinished, and the limits allow it.
  bool takes_whole(std::uint64_t size) const {
    return !in_message_ && size <= limits_.max_message && limits_.max_fragments > 0;
  }

  // The memory of the pieces so far is about to be overwritten: keep a copy of what is still needed.
  void detach();

  // Space for the next `wanted` bytes at the end of the stored message: payload that is received into it and
  // then added is not copied. Ask for as much as may arrive soon, not for as much as a header announces.
  // Calls detach(). Throws std::bad_alloc.
  MutableBytes room(std::size_t wanted);

  // True after the first frame of a message until its last.
  bool in_message() const { return in_message_; }
  Opcode kind() const { return kind_; }
  std::uint64_t length() const { return length_; }
  // The number of bytes by which the message may still grow. Not under Report.
  std::uint64_t left() const { return limits_.max_message - length_; }

  // Under Report: the violations noted since the last call, and the index in the message of the first byte
  // that is not UTF-8.
  ViolationSet take_noted();
  std::uint64_t utf8_error_at() const { return utf8_.accepted(); }

  // True if the text so far is valid but ends inside a character, which is legal between two fragments.
  bool ends_inside_character() const { return kind_ == Opcode::Text && !utf8_.failed() && !utf8_.complete(); }

  // From the next message on.
  void set_limits(const MessageLimits& limits) { limits_ = limits; }
  // Gives back storage that no message in progress needs.
  void release_idle();
  // Drops the unfinished message: nothing more of it will come.
  void give_up() { in_message_ = false; }
  // The bytes of memory that the stored message, or its leftover storage, occupies.
  std::size_t capacity() const { return storage_.capacity(); }

 private:
  bool refuse(ViolationSet found);
  bool begin_frame(const FrameHeader& header);
  bool check_text(const FramePiece& piece);
  void keep(MutableBytes payload);

  MessageLimits limits_;
  OnViolation mode_;
  bool in_message_ = false;
  Opcode kind_ = Opcode::Text;
  std::uint32_t fragments_ = 0;
  std::uint64_t length_ = 0;  // payload bytes so far
  Utf8Validator utf8_;
  bool utf8_noted_ = false;
  Bytes view_;          // the message so far, in the caller's memory; or
  ByteBuffer storage_;  // the message so far, in our own
  ViolationSet noted_;
  Violation refused_{};
};

}  // namespace ws101
