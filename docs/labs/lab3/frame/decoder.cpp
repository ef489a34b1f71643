// Lab 3: from a stream of bytes to frames. The contract is src/frame/decoder.hpp; why it is needed, in
// docs/10-tcp-is-a-stream.md.
#include "frame/decoder.hpp"

namespace ws101 {

// Between frames: read a header (parse_header() under Fail, read_header() and judge_header() under Report). NeedMore takes
// nothing from `in`. Inside a frame: as much of the payload as is there, unmasked where it lies with apply_mask() and the
// right offset (frame/mask.hpp). Move the front of `in` behind all that was taken.
// done_ counts the payload bytes given out, in_frame_ tells whether more are owed; a length is 64 bits long everywhere.
std::variant<NeedMore, FramePiece, Violation> FrameDecoder::next(MutableBytes& in) {
  in_frame_ = in.empty() && mode_ == OnViolation::Report && !failed_;
  return NeedMore{};
}

}  // namespace ws101
