// The last inflated bytes, to which a copy may refer (RFC 1951, section 2, "sliding window").
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace ws101 {

// A ring buffer of at most 2^window_bits bytes. It begins without memory and grows with its content.
class History {
 public:
  explicit History(unsigned window_bits) : limit_(std::size_t{1} << window_bits) {}

  // How many bytes it holds, and the most that it can hold.
  std::size_t size() const { return size_; }
  std::size_t limit() const { return limit_; }

  // Copies bytes out, beginning `distance` bytes back (1 to size()). `to` has at most `distance` bytes, so
  // the copy does not go beyond the last byte.
  void copy(std::size_t distance, std::span<std::uint8_t> to) const;

  // Appends `bytes`, and drops the oldest if there is no more room. Throws std::bad_alloc.
  void append(std::span<const std::uint8_t> bytes);

  // Clears the content but keeps the memory.
  void forget() { size_ = end_ = 0; }
  // Frees the memory if it holds nothing.
  void release_memory();
  std::size_t memory() const { return capacity_; }

 private:
  void grow(std::size_t wanted);

  std::unique_ptr<std::uint8_t[]> ring_;
  std::size_t limit_;
  std::size_t capacity_ = 0;  // a power of two up to limit_, or 0
  std::size_t size_ = 0;
  std::size_t end_ =
      0;  // where the next byte goes: below capacity_, or equal to it before the ring first wraps
};

}  // namespace ws101
