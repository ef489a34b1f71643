// A moving view of a byte source: a buffer that is refilled as its front is consumed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wsdump/capture/byte_source.hpp"

namespace ws101::wsdump {

class ByteWindow {
 public:
  static constexpr std::size_t kDefaultCapacity = std::size_t{256} << 10;

  explicit ByteWindow(ByteSource& source, std::size_t capacity = kDefaultCapacity)
      : source_(source), buffer_(capacity) {}

  // Reads until `count` bytes are in view; false if the source ends before. Grows the buffer if `count` is
  // larger than it, so the caller must limit `count`. Invalidates earlier views.
  bool ensure(std::size_t count) { return size() >= count || refill(count); }

  // The bytes in view: at least those of the last successful ensure().
  std::span<const std::uint8_t> view() const { return {buffer_.data() + begin_, size()}; }
  std::size_t size() const { return end_ - begin_; }

  // Moves past `count` bytes; they must be in view. The bytes stay readable until the next ensure().
  void consume(std::size_t count) {
    begin_ += count;
    offset_ += count;
  }
  // Moves past `count` bytes, in view or not; false if the source ends before.
  bool skip(std::uint64_t count);

  // The offset in the input of the first byte in view.
  std::uint64_t offset() const { return offset_; }
  const ByteSource& source() const { return source_; }

 private:
  bool refill(std::size_t count);

  ByteSource& source_;
  std::vector<std::uint8_t> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t offset_ = 0;
};

}  // namespace ws101::wsdump
