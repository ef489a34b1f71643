// Where received bytes wait to be decoded: small while little comes, large while much does.
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
  // Where the next bytes go, at least one; `wanted` is how many the unfinished frame still needs, and up to
  // kLargeBuffer of them are made room for. Moves unread(): views into it end here. Throws std::bad_alloc.
  MutableBytes space(std::uint64_t wanted);
  // So many bytes came into the last space().
  void received(std::size_t count);

  // The bytes that nobody has taken yet, and: its first `count` are taken now. What was taken stays in memory until the
  // next space().
  MutableBytes unread() { return buffer_.bytes().subspan(taken_); }
  void take(std::size_t count) { taken_ += count; }

  // Gives the memory back if all of it was taken.
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
