// Received bytes that are not decoded yet: a buffer that is small on a quiet connection and large on a busy
// one.
#pragma once

#include <cstddef>
#include <cstdint>

#include "frame/byte_buffer.hpp"
#include "text/bytes.hpp"

namespace ws101 {

inline constexpr std::size_t kSmallBuffer = 256;                     // bytes
inline constexpr std::size_t kLargeBuffer = std::size_t{256} << 10;  // 256 KiB

class ReceiveBuffer {
 public:
  // Where the next bytes go, at least one. `wanted` is how many the unfinished frame still needs; there
  // will be room for up to kLargeBuffer of them. Views into unread() become invalid. Throws std::bad_alloc.
  MutableBytes space(std::uint64_t wanted);
  // `count` bytes came into the last space().
  void received(std::size_t count);

  // unread(): the bytes that were not taken yet. take(): takes the first `count` of them; they stay in memory until
  // the next space().
  MutableBytes unread() { return buffer_.bytes().subspan(taken_); }
  void take(std::size_t count) { taken_ += count; }

  // Frees the memory if all bytes were taken.
  void release_idle();
  std::size_t capacity() const { return buffer_.capacity(); }

 private:
  void adapt();

  ByteBuffer buffer_;  // unread from taken_ on
  std::size_t taken_ = 0;
  std::size_t offered_ = 0;  // size of the last space()
  std::size_t last_ = 0;     // how much of it was filled
  std::uint8_t small_reads_ = 0;
};

}  // namespace ws101
