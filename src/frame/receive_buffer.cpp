#include "frame/receive_buffer.hpp"

#include <algorithm>
#include <cstring>

namespace ws101 {
namespace {

constexpr std::size_t kGrowth = 4;  // the buffer: 256 bytes, 1, 4, 16, 64, 256 KiB
constexpr std::uint8_t kSmallReadsToShrink = 100;

}  // namespace

MutableBytes ReceiveBuffer::space(std::uint64_t wanted) {
  const MutableBytes rest = unread();
  if (!rest.empty() && taken_ > 0) std::memmove(buffer_.data(), rest.data(), rest.size());
  buffer_.truncate(rest.size());
  taken_ = 0;

  adapt();
  const std::uint64_t needed = std::min<std::uint64_t>(rest.size() + wanted, kLargeBuffer);
  std::size_t capacity = std::max(buffer_.capacity(), kSmallBuffer);
  while (capacity < needed) capacity *= kGrowth;
  if (capacity > buffer_.capacity()) buffer_.set_capacity(capacity);

  const MutableBytes space = buffer_.room(1);
  offered_ = space.size();
  return space;
}

// If a read filled the space, more may be waiting: grow. Many small reads waste space: shrink.
void ReceiveBuffer::adapt() {
  const std::size_t capacity = buffer_.capacity();
  const bool filled = offered_ > 0 && last_ == offered_;
  const bool small = last_ < capacity / (2 * kGrowth) && capacity > kSmallBuffer;
  small_reads_ = small ? static_cast<std::uint8_t>(small_reads_ + 1) : std::uint8_t{0};
  if (filled && capacity < kLargeBuffer) {
    buffer_.set_capacity(capacity * kGrowth);
  } else if (small_reads_ >= kSmallReadsToShrink && buffer_.size() == 0) {
    buffer_.set_capacity(capacity / kGrowth);
    small_reads_ = 0;
  }
  offered_ = last_ = 0;
}

void ReceiveBuffer::received(std::size_t count) {
  buffer_.grow(count);
  last_ = count;
}

void ReceiveBuffer::release_idle() {
  offered_ = last_ = 0;
  if (taken_ < buffer_.size()) return;
  buffer_.release();
  taken_ = 0;
}

}  // namespace ws101
