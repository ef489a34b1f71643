#include "wsdump/watch/text_place.hpp"

#include <algorithm>

namespace ws101::wsdump {

void TextPlace::remember(Bytes piece) {
  piece = piece.last(std::min(piece.size(), tail_.size()));
  const std::size_t kept = std::min(tail_size_, tail_.size() - piece.size());
  std::copy_n(tail_.begin() + static_cast<std::ptrdiff_t>(tail_size_ - kept), kept, tail_.begin());
  std::copy(piece.begin(), piece.end(), tail_.begin() + static_cast<std::ptrdiff_t>(kept));
  tail_size_ = kept + piece.size();
}

void TextPlace::broke(std::uint64_t at, Bytes piece, std::uint64_t index, std::uint64_t piece_offset) {
  const auto cut = static_cast<std::size_t>(std::min<std::uint64_t>(index, piece.size()));
  at_ = at;
  in_frame_ = piece_offset + cut;
  remember(piece.first(cut));
  before_ = tail_;
  before_size_ = tail_size_;
  const Bytes after = piece.subspan(cut);
  after_size_ = std::min(after_.size(), after.size());
  std::copy_n(after.begin(), after_size_, after_.begin());
}

}  // namespace ws101::wsdump
