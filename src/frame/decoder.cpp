#include "frame/decoder.hpp"

#include <algorithm>

#include "frame/mask.hpp"

namespace ws101 {

std::variant<NeedMore, FramePiece, Violation> FrameDecoder::next(MutableBytes& in) {
  if (failed_) return NeedMore{};
  FramePiece piece;
  if (!in_frame_) {
    std::variant<NeedMore, FrameHeader, Violation> result = NeedMore{};
    if (mode_ == OnViolation::Fail) {
      result = parse_header(in, rules_);
    } else if (const auto read = read_header(in); std::holds_alternative<FrameHeader>(read)) {
      result = std::get<FrameHeader>(read);
    }
    if (std::holds_alternative<NeedMore>(result)) return NeedMore{};
    if (const auto* violation = std::get_if<Violation>(&result)) {
      failed_ = true;
      return *violation;
    }
    header_ = std::get<FrameHeader>(result);
    if (mode_ == OnViolation::Report) piece.violations = judge_header(header_, rules_);
    in = in.subspan(header_.size());
    done_ = 0;
    in_frame_ = true;
    piece.first = true;
  } else if (in.empty() && remaining() > 0) {
    return NeedMore{};
  }

  piece.header = header_;
  piece.offset = done_;
  if (piece.violations.contains(Violation::LengthTopBitSet)) {
    failed_ = true;
    return piece;
  }
  // min() of 64-bit values: the length is never narrowed before it is known to fit.
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(remaining(), in.size()));
  piece.payload = in.first(count);
  in = in.subspan(count);
  if (header_.masked) apply_mask(piece.payload, header_.key, done_);
  done_ += count;
  piece.last = remaining() == 0;
  in_frame_ = !piece.last;
  return piece;
}

}  // namespace ws101
