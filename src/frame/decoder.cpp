#include "frame/decoder.hpp"

#include <algorithm>

namespace ws101 {
std::variant<NeedMore, FramePiece, Violation> FrameDecoder::next(MutableBytes& in) {
  // Every return names `result`, so the compiler builds it in the caller's storage (NRVO). Copying the piece
  // would take longer than everything else here.
  std::variant<NeedMore, FramePiece, Violation> result;
  if (failed_) return result;
  ViolationSet violations;
  const bool first = !in_frame_;
  if (first && mode_ == OnViolation::Fail) {
    const auto parsed = parse_header(in, rules_);
    const auto* header = std::get_if<FrameHeader>(&parsed);
    if (header == nullptr) {
      if (const auto* violation = std::get_if<Violation>(&parsed)) {
        failed_ = true;
        result = *violation;
      }
      return result;
    }
    header_ = *header;
  } else if (first) {
    const auto read = read_header(in);
    const auto* header = std::get_if<FrameHeader>(&read);
    if (header == nullptr) return result;
    header_ = *header;
    violations = judge_header(header_, rules_);
  } else if (in.empty() && remaining() > 0) {
    return result;
  }
  if (first) {
    in = in.subspan(header_.size());
    done_ = 0;
    in_frame_ = true;
  }

  FramePiece& piece = result.emplace<FramePiece>();
  piece.header = header_;
  piece.violations = violations;
  piece.offset = done_;
  piece.first = first;
  if (violations.contains(Violation::LengthTopBitSet)) {
    failed_ = true;
    return result;
  }
  // min() of 64-bit values: the length is never narrowed before it is known to fit.
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(remaining(), in.size()));
  piece.payload = in.first(count);
  in = in.subspan(count);
  if (header_.masked) apply_mask(piece.payload, header_.key, done_);
  done_ += count;
  piece.last = done_ == header_.length;
  in_frame_ = !piece.last;
  return result;
}

}  // namespace ws101
