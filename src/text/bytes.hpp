// Views of bytes, which nearly every module takes and returns.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace ws101 {

using Bytes = std::span<const std::uint8_t>;
using MutableBytes = std::span<std::uint8_t>;

// The same memory seen as bytes or as text. Neither checks the content; see utf8.hpp for that.
inline Bytes bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Parsing has three outcomes: a value, an error, or this. Nothing was consumed: call again with the same
// bytes and more after them.
struct NeedMore {
  friend bool operator==(NeedMore, NeedMore) = default;
};

}  // namespace ws101
