// Cuts one byte stream into frames and keeps of each what is told: its place, the beginning of its payload, what of
// it is missing.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "frame/decoder.hpp"
#include "wsdump/watch/events.hpp"

namespace ws101::wsdump {

// The frame being read, or the one just read.
struct StreamFrame {
  FrameHeader header;
  std::uint64_t offset = 0;  // of its first byte in the stream
  Bytes payload;             // unmasked; its beginning where more came than was kept
  std::uint64_t came = 0;    // bytes of payload in the input
  std::uint64_t lost = 0;    // bytes of payload that are missing
  std::vector<Hole> holes;   // where; at most kMaxHoles
  ViolationSet violations;   // of the header
};

// Give it bytes, then take pieces until there are none, and the same again while more() says so:
//   stage.give(data, offset);
//   do {
//     while (const FramePiece* piece = stage.next()) use(*piece, stage.frame());
//   } while (stage.more());
class FrameStage {
 public:
  // `keep`: bytes of payload that StreamFrame::payload has at least, if they came.
  explicit FrameStage(std::size_t keep) : keep_(keep) {}

  // How headers are judged; only between two frames.
  void set_rules(const HeaderRules& rules) { decoder_ = FrameDecoder(rules, OnViolation::Report); }

  // The next bytes of the stream, the first of them at `offset`. They are unmasked in place and must live until
  // more() has returned false. Behind a length that cannot be right nothing is read any more.
  void give(MutableBytes data, std::uint64_t offset);
  // The next piece of a frame; null if more bytes are needed. Valid until the next call.
  const FramePiece* next();
  // Goes on to the next stretch of what was given; pieces of the last one must not be used any longer.
  bool more();
  // The MASK bit of a frame of which nothing has been taken; nothing if its second byte has not come.
  std::optional<bool> mask_bit() const;
  // What was given and not used yet, as it came.
  Bytes behind() const { return now_; }

  const StreamFrame& frame() const { return frame_; }
  // What others have found wrong with that frame.
  void add_violations(ViolationSet found) { frame_.violations.add(found); }
  bool between_frames() const { return decoder_.between_frames(); }
  // The beginning of a header whose rest has not come; empty in the middle of a payload.
  Bytes header_begin() const { return Bytes(joined_).first(begun_); }
  // Forgets that beginning: its rest will not come.
  void drop_header_begin() { begun_ = 0; }
  // `length` bytes of the stream are missing here, inside a payload. Returns how many of them are payload of this
  // frame. If that was all it still needed, next() gives its last piece.
  std::uint64_t skip(std::uint64_t length);

 private:
  void take(const FramePiece& piece);

  std::size_t keep_;
  FrameDecoder decoder_{HeaderRules{}, OnViolation::Report};
  std::variant<NeedMore, FramePiece, Violation> result_;
  StreamFrame frame_;
  std::vector<std::uint8_t> kept_;  // of a payload that comes in several pieces
  MutableBytes now_;                // being read: all that was given, or a part of joined_
  MutableBytes later_;              // given, and read after that
  std::uint64_t end_ = 0;           // where in the stream later_ ends
  // A header that came in parts is put together here, with a few bytes behind it, so that no payload is copied.
  std::array<std::uint8_t, 2 * kMaxHeaderSize> joined_;
  std::size_t begun_ = 0;  // bytes of joined_ that wait for the rest of their header
};

}  // namespace ws101::wsdump
