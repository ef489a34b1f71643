// From a stream of bytes to frames: the stream may be split between any two bytes (RFC 6455 5.2).
#pragma once

#include <cstdint>
#include <variant>

#include "frame/header.hpp"
#include "frame/mask.hpp"
#include "frame/violation.hpp"
#include "text/bytes.hpp"

namespace ws101 {

// What to do about a violation. An endpoint fails the connection; a watcher reports it and continues if
// possible.
enum class OnViolation : std::uint8_t { Fail, Report };

// A part of one frame: the header and the part of the payload that was there. A frame that is complete in
// the input is one piece. A long payload, or one that arrives slowly, comes in several pieces; the first
// may have no payload at all.
struct FramePiece {
  FrameHeader header;
  ViolationSet violations;   // of the header; always empty under OnViolation::Fail
  MutableBytes payload;      // unmasked, in place: a part of the input
  std::uint64_t offset = 0;  // of payload[0] in the frame's payload
  bool first = false;        // the first piece of the frame
  bool last = false;         // the frame is complete with this piece
};

class FrameDecoder {
 public:
  explicit FrameDecoder(const HeaderRules& rules, OnViolation mode = OnViolation::Fail)
      : rules_(rules), mode_(mode) {}

  // Takes one piece from the front of `in`, and unmasks its payload in place. NeedMore if the rest of `in` is an
  // incomplete header (up to 13 bytes): keep those bytes and call again with more after them. After a violation the
  // decoder accepts nothing more. Under Report only a length with its top bit set ends decoding, because nobody can
  // tell where the next frame begins: the piece (first, not last, without payload) is returned, then failed() is
  // true and between_frames() stays false.
  std::variant<NeedMore, FramePiece, Violation> next(MutableBytes& in);

  // Skips `count` bytes of payload that were lost. At most remaining().
  void skip(std::uint64_t count) { done_ += count; }

  // True between two frames: a stream may end here without a frame being cut.
  bool between_frames() const { return !in_frame_; }

  // Bytes of payload that the current frame still needs; 0 between frames.
  std::uint64_t remaining() const { return in_frame_ ? header_.length - done_ : 0; }

  // The header of the frame that next() began last.
  const FrameHeader& header() const { return header_; }

  // True after a violation that ended decoding.
  bool failed() const { return failed_; }
  // Sets HeaderRules::allowed_rsv from the next frame on, as negotiated in the handshake.
  void set_allowed_rsv(std::uint8_t allowed_rsv) { rules_.allowed_rsv = allowed_rsv; }

 private:
  HeaderRules rules_;
  OnViolation mode_;
  FrameHeader header_;
  std::uint64_t done_ = 0;  // payload bytes of the current frame that were returned or skipped
  bool in_frame_ = false;
  bool failed_ = false;
};

}  // namespace ws101
