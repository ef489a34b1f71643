// The first error in a text that is not UTF-8, with the bytes around it, for a text that comes in pieces.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "describe/sentence.hpp"
#include "text/bytes.hpp"

namespace ws101::wsdump {

class TextPlace {
 public:
  // A new text begins.
  void reset() { tail_size_ = 0; }
  // Call with each piece of the text when it has been judged.
  void remember(Bytes piece);
  // The text broke at byte `at` of the message, which is byte `index` of `piece` (just behind its end if the text
  // ended inside a character). piece[0] is byte `piece_offset` of its frame's payload.
  void broke(std::uint64_t at, Bytes piece, std::uint64_t index, std::uint64_t piece_offset);

  // After broke(): the place in the message with three bytes before it and four from it on; the place in the
  // payload of its frame. Valid until the next call of broke().
  Utf8Error error() const {
    return {at_, Bytes(before_).first(before_size_), Bytes(after_).first(after_size_)};
  }
  std::uint64_t in_frame() const { return in_frame_; }

 private:
  std::array<std::uint8_t, 3> tail_{};  // the last bytes before the piece at hand
  std::size_t tail_size_ = 0;
  std::uint64_t at_ = 0;
  std::uint64_t in_frame_ = 0;
  std::array<std::uint8_t, 3> before_{};
  std::size_t before_size_ = 0;
  std::array<std::uint8_t, 4> after_{};
  std::size_t after_size_ = 0;
};

}  // namespace ws101::wsdump
