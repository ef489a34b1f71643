#include "frame/byte_buffer.hpp"

#include <new>

namespace ws101 {

void ByteBuffer::set_capacity(std::size_t capacity) {
  if (size_ == 0) release();  // nothing to carry over: spare realloc() the copy
  void* const moved = std::realloc(memory_.get(), capacity);
  if (moved == nullptr) throw std::bad_alloc();
  static_cast<void>(memory_.release());
  memory_.reset(static_cast<std::uint8_t*>(moved));
  capacity_ = capacity;
}

}  // namespace ws101
