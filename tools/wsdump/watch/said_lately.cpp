// said_lately.hpp is the specification.
#include "wsdump/watch/said_lately.hpp"

#include <algorithm>

namespace ws101::wsdump {

void LastBytes::add(Bytes piece) {
  piece = piece.last(std::min(piece.size(), kLargestWindow));
  if (kept_.size() + piece.size() > 2 * kLargestWindow)
    kept_.erase(kept_.begin(), kept_.end() - static_cast<std::ptrdiff_t>(kLargestWindow));
  kept_.insert(kept_.end(), piece.begin(), piece.end());
}

void SaidLately::add(std::uint64_t number, Bytes text) {
  if (text.empty()) return;
  text_.add(text);
  parts_.push_back({number, text.size()});
  in_parts_ += text.size();
  if (in_parts_ <= 2 * kLargestWindow) return;
  // Now and then, those that the window has left behind.
  auto oldest = parts_.begin();
  while (in_parts_ - oldest->size >= kLargestWindow) in_parts_ -= (oldest++)->size;
  parts_.erase(parts_.begin(), oldest);
}

void SaidLately::forget() {
  text_.clear();
  parts_.clear();
  in_parts_ = 0;
}

std::uint64_t SaidLately::message_at(std::size_t back) const {
  std::size_t seen = 0;
  for (auto part = parts_.rbegin(); part != parts_.rend(); ++part) {
    seen += part->size;
    if (back <= seen) return part->message;
  }
  return 0;
}

}  // namespace ws101::wsdump
