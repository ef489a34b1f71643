#include "deflate/history.hpp"

#include <algorithm>
#include <bit>

namespace ws101 {
namespace {

constexpr std::size_t kSmallest = 256;  // bytes of the first ring

}  // namespace

void History::copy(std::size_t distance, std::span<std::uint8_t> to) const {
  // end_ < distance: the ring has wrapped, and the first bytes are at its end.
  const std::size_t start = distance <= end_ ? end_ - distance : end_ + capacity_ - distance;
  const std::size_t first = std::min(to.size(), capacity_ - start);
  std::copy_n(ring_.get() + start, first, to.data());
  std::copy_n(ring_.get(), to.size() - first, to.data() + first);
}

void History::append(std::span<const std::uint8_t> bytes) {
  if (bytes.size() > limit_) bytes = bytes.last(limit_);
  if (bytes.empty()) return;
  if (size_ + bytes.size() > capacity_ && capacity_ < limit_) grow(size_ + bytes.size());
  const std::size_t first = std::min(bytes.size(), capacity_ - end_);
  std::copy_n(bytes.data(), first, ring_.get() + end_);
  std::copy_n(bytes.data() + first, bytes.size() - first, ring_.get());
  end_ = first < bytes.size() ? bytes.size() - first : end_ + first;
  size_ = std::min(size_ + bytes.size(), capacity_);
}

// The ring grows before it wraps for the first time, so its content is at its beginning.
void History::grow(std::size_t wanted) {
  const std::size_t capacity = std::clamp(std::bit_ceil(wanted), std::min(kSmallest, limit_), limit_);
  std::unique_ptr<std::uint8_t[]> ring(new std::uint8_t[capacity]);
  if (size_ > 0) std::copy_n(ring_.get(), size_, ring.get());
  ring_ = std::move(ring);
  capacity_ = capacity;
}

void History::release_memory() {
  if (size_ > 0) return;
  ring_.reset();
  capacity_ = 0;
}

}  // namespace ws101
