// Buffered text output to a descriptor: written in large blocks, numbers without allocation.
#pragma once

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace ws101::wsdump {

class Output {
 public:
  static constexpr std::size_t kCapacity = std::size_t{64} << 10;

  // Writes to a descriptor that it does not own; -1 drops everything (for tests: see taken()).
  explicit Output(int descriptor) : descriptor_(descriptor) {}
  ~Output() { flush(); }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  Output& operator<<(std::string_view text) {
    if (text.size() > kCapacity - size_) return put_large(text);
    std::memcpy(buffer_.data() + size_, text.data(), text.size());
    size_ += text.size();
    return *this;
  }
  Output& operator<<(char c) {
    if (size_ == kCapacity) flush();
    buffer_[size_++] = c;
    return *this;
  }
  template <typename Number>
  requires(std::is_integral_v<Number> && !std::is_same_v<Number, char> &&
           !std::is_same_v<Number, bool>) Output&
  operator<<(Number value) {
    if (value >= 0 && value < 10) return *this << static_cast<char>('0' + value);
    if (kCapacity - size_ < 24) flush();
    const auto end = std::to_chars(buffer_.data() + size_, buffer_.data() + kCapacity, value).ptr;
    size_ = static_cast<std::size_t>(end - buffer_.data());
    return *this;
  }
  void spaces(std::size_t count) {
    while (count-- > 0) *this << ' ';
  }

  // At least `count` bytes of the buffer to write into (at most kCapacity), then used(how many).
  char* space(std::size_t count) {
    if (kCapacity - size_ < count) flush();
    return buffer_.data() + size_;
  }
  void used(std::size_t count) { size_ += count; }

  void flush();
  // The reader has gone away (a closed pipe), or the disk is full: further output is dropped.
  bool broken() const { return broken_; }
  // errno of the failed write; EPIPE for a reader that went away, 0 if nothing failed.
  int error() const { return error_; }

 private:
  Output& put_large(std::string_view text);
  void write_out(std::string_view text);

  int descriptor_;
  bool broken_ = false;
  int error_ = 0;
  std::size_t size_ = 0;
  std::array<char, kCapacity> buffer_;
};

}  // namespace ws101::wsdump
