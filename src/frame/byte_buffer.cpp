#include "frame/byte_buffer.hpp"

#include <limits>
#include <new>

namespace ws101 {

void ByteBuffer::set_capacity(std::size_t capacity) {
  if (size_ == 0) release();  // nothing to keep, so realloc() need not copy
  // No object can be larger than PTRDIFF_MAX bytes; do not call realloc().
  constexpr std::size_t kMost = std::numeric_limits<std::ptrdiff_t>::max();
  void* const moved = capacity <= kMost ? std::realloc(memory_.get(), capacity) : nullptr;
  if (moved == nullptr) throw std::bad_alloc();
  static_cast<void>(memory_.release());
  memory_.reset(static_cast<std::uint8_t*>(moved));
  capacity_ = capacity;
}

}  // namespace ws101
