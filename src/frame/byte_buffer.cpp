#include "frame/byte_buffer.hpp"

#include <cstring>
#include <limits>
#include <new>

namespace ws101 {

void ByteBuffer::set_capacity(std::size_t capacity) {
  if (size_ == 0) release();  // nothing to carry over: spare realloc() the copy
  // No object can be larger than the differences of its pointers; realloc() is not asked.
  constexpr std::size_t kMost = std::numeric_limits<std::ptrdiff_t>::max();
  void* const own = is_lent() ? nullptr : memory_.get();
  void* const moved = capacity <= kMost ? std::realloc(own, capacity) : nullptr;
  if (moved == nullptr) throw std::bad_alloc();
  if (is_lent() && size_ > 0) std::memcpy(moved, memory_.get(), size_);
  static_cast<void>(memory_.release());
  memory_ = decltype(memory_)(static_cast<std::uint8_t*>(moved));
  capacity_ = capacity;
}

}  // namespace ws101
