// A sequence of bytes that grows at its end without clearing new bytes: for messages and receive buffers.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "text/bytes.hpp"

namespace ws101 {

// Frees what realloc() gave.
struct Free {
  void operator()(void* memory) const { std::free(memory); }
};

// A std::vector would write zeros over every byte before the real content comes; for a message of 16 MiB that
// is a second pass over memory. Also, realloc() can move a large block without copying it, if the system
// supports that.
class ByteBuffer {
 public:
  std::uint8_t* data() { return memory_.get(); }
  std::size_t size() const { return size_; }
  std::size_t capacity() const { return capacity_; }
  MutableBytes bytes() { return {data(), size_}; }
  Bytes bytes() const { return {memory_.get(), size_}; }
  std::uint8_t* end() { return data() + size_; }

  // The free space behind the content, at least `wanted` bytes of it. May move the content.
  // Throws std::bad_alloc when the system has no memory.
  MutableBytes room(std::size_t wanted) {
    if (capacity_ - size_ < wanted) set_capacity(std::max(size_ + wanted, capacity_ + capacity_ / 2));
    return {end(), capacity_ - size_};
  }

  // The next `count` bytes of room(), which must be there, now belong to the content.
  void grow(std::size_t count) { size_ += count; }

  // Copies to the end, one after the other; neither may be a part of this buffer. Throws std::bad_alloc.
  void append(Bytes first, Bytes second = {}) {
    std::uint8_t* const to = room(first.size() + second.size()).data();
    size_ += first.size() + second.size();
    // An empty view may have a null pointer, which memcpy() must not get even for 0 bytes.
    if (!first.empty()) std::memcpy(to, first.data(), first.size());
    if (!second.empty()) std::memcpy(to + first.size(), second.data(), second.size());
  }

  // Both keep the memory; `size` is at most size().
  void clear() { size_ = 0; }
  void truncate(std::size_t size) { size_ = size; }

  // Gives the memory back.
  void release() {
    memory_.reset();
    size_ = capacity_ = 0;
  }

  // At least size(). Throws std::bad_alloc.
  void set_capacity(std::size_t capacity);

 private:
  std::unique_ptr<std::uint8_t[], Free> memory_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace ws101
