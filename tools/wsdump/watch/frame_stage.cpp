// From bytes to pieces of frames: frame_stage.hpp says what it promises.
#include "wsdump/watch/frame_stage.hpp"

#include <algorithm>

#include "wsdump/watch/analysis.hpp"

namespace ws101::wsdump {
namespace {

// A Close or a Ping is judged by its whole payload, so a little more than the largest legal one is kept.
constexpr std::size_t kControlKept = 256;

}  // namespace

void FrameStage::give(MutableBytes data, std::uint64_t offset) {
  now_ = {};
  later_ = data;
  end_ = offset + data.size();
  more();
}

bool FrameStage::more() {
  if (later_.empty()) return false;
  if (begun_ == 0) {
    now_ = later_;
    later_ = {};
    return true;
  }
  const std::size_t count = std::min(later_.size(), kMaxHeaderSize);
  std::copy_n(later_.begin(), count, joined_.begin() + static_cast<std::ptrdiff_t>(begun_));
  now_ = MutableBytes(joined_).first(begun_ + count);
  later_ = later_.subspan(count);
  begun_ = 0;
  return true;
}

std::optional<bool> FrameStage::mask_bit() const {
  if (now_.size() < 2) return std::nullopt;
  return FirstTwo(now_[0], now_[1]).masked;
}

const FramePiece* FrameStage::next() {
  const std::uint64_t offset = end_ - later_.size() - now_.size();
  const bool begins = decoder_.between_frames();
  result_ = decoder_.next(now_);
  if (const auto* piece = std::get_if<FramePiece>(&result_)) {
    if (begins) frame_.offset = offset;
    take(*piece);
    return piece;
  }
  if (!decoder_.failed() && !now_.empty()) {
    std::copy(now_.begin(), now_.end(), joined_.begin());
    begun_ = now_.size();
  }
  now_ = {};
  return nullptr;
}

void FrameStage::take(const FramePiece& piece) {
  if (piece.first) {
    frame_.header = piece.header;
    frame_.came = frame_.lost = 0;
    frame_.holes.clear();
    frame_.violations = piece.violations;
    kept_.clear();
  }
  frame_.came += piece.payload.size();
  if (piece.first && piece.last) {
    frame_.payload = piece.payload;
    return;
  }
  const std::size_t most = std::max(is_control(piece.header.opcode) ? kControlKept : kEvidence, keep_);
  const std::size_t room = most - std::min(most, kept_.size());
  const Bytes some = piece.payload.first(std::min(room, piece.payload.size()));
  kept_.insert(kept_.end(), some.begin(), some.end());
  frame_.payload = kept_;
}

std::uint64_t FrameStage::skip(std::uint64_t length) {
  const std::uint64_t inside = std::min(length, decoder_.remaining());
  if (frame_.holes.size() < kMaxHoles) frame_.holes.push_back({frame_.came + frame_.lost, inside});
  frame_.lost += inside;
  decoder_.skip(inside);
  return inside;
}

}  // namespace ws101::wsdump
