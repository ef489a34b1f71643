// Lab 3: from a stream of bytes to frames. The specification is src/frame/decoder.hpp;
// docs/10-tcp-is-a-stream.md explains why it is needed.
#include "frame/decoder.hpp"

namespace ws101 {

// Between frames: read a header (parse_header() under Fail, read_header() and judge_header() under Report). NeedMore takes
// nothing from `in`. Inside a frame: return as much of the payload as is there, unmasked in place with apply_mask()
// and the right offset (frame/mask.hpp). Remove the bytes that you took from the front of `in`. done_ counts the
// payload bytes that were returned, in_frame_ is true while more will follow; lengths have 64 bits everywhere.
std::variant<NeedMore, FramePiece, Violation> FrameDecoder::next(MutableBytes& in) {
  // placeholder: delete these lines
  in_frame_ = in.empty() && mode_ == OnViolation::Report && !failed_;
  return NeedMore{};
}

}  // namespace ws101
