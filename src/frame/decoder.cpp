#include "frame/decoder.hpp"

#include <algorithm>
#include <cstring>

#include "frame/mask.hpp"

namespace ws101 {
namespace {

constexpr std::uint8_t kWholeText = 0x81;  // FIN, no reserved bit, the opcode
constexpr std::uint8_t kWholeBinary = 0x82;
constexpr std::uint8_t kMasked = 0x80;

}  // namespace

std::optional<MutableBytes> FrameDecoder::next_short(MutableBytes& in) {
  // RFC 6455 5.1: what a server reads is masked, what a client reads is not.
  const bool masked = rules_.reader == Role::Server;
  const std::size_t size = masked ? 2 + sizeof(MaskingKey) : 2;
  if (in_frame_ || failed_ || in.size() < size) return std::nullopt;
  if (in[0] != kWholeText && in[0] != kWholeBinary) return std::nullopt;
  const std::size_t length = masked ? in[1] ^ kMasked : in[1];  // too large without the right mask bit
  if (length > kMaxLength7 || in.size() - size < length) return std::nullopt;

  header_ = {};
  header_.opcode = static_cast<Opcode>(in[0] & 0x0F);
  header_.length = length;
  const MutableBytes payload = in.subspan(size, length);
  in = in.subspan(size + length);
  if (masked) {
    header_.masked = true;
    std::memcpy(header_.key.data(), payload.data() - sizeof header_.key, sizeof header_.key);
    apply_mask(payload, header_.key);
  }
  return payload;
}

std::variant<NeedMore, FramePiece, Violation> FrameDecoder::next(MutableBytes& in) {
  // Each return names `result`, so it is built where the caller wants it: copying a piece that has just been put
  // together field by field takes longer than all the rest.
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
