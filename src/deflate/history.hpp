// The last bytes that were inflated: what a copy may reach back to (RFC 1951, section 2, "sliding window").
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace ws101 {

// A ring of at most 2^window_bits bytes. It begins without memory and grows with what it has to remember.
class History {
 public:
  explicit History(unsigned window_bits) : limit_(std::size_t{1} << window_bits) {}

  // How many bytes are known, and how many can be at most.
  std::size_t size() const { return size_; }
  std::size_t limit() const { return limit_; }

  // Copies bytes out, the first from `distance` back (1 to size()). At most `distance` bytes: it does not go
  // beyond the last one.
  void copy(std::size_t distance, std::span<std::uint8_t> to) const;

  // Remembers `bytes`, and forgets the oldest where there is no more room. Throws std::bad_alloc.
  void append(std::span<const std::uint8_t> bytes);

  // Forgets all, and keeps the memory.
  void forget() { size_ = end_ = 0; }
  // Gives back memory that holds nothing.
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
