// Lab 2: masking. The specification is src/frame/mask.hpp; docs/06-masking.md explains why it exists.
#include "frame/mask.hpp"

#include <algorithm>

namespace ws101 {

// RFC 6455 5.3: byte i of the payload XOR byte i MOD 4 of the key. `offset` is the index of data[0] in the payload:
// the key must not restart with each piece of a payload.
void apply_mask_obvious(MutableBytes data, MaskingKey key, std::uint64_t offset) {
  // placeholder: delete the next line
  static_cast<void>(data), static_cast<void>(key), static_cast<void>(offset);
}

// The same result. It may call apply_mask_obvious(); as a stretch task, mask eight bytes at a time, without reading
// or writing a byte outside `data`.
void apply_mask(MutableBytes data, MaskingKey key, std::uint64_t offset) {
  // placeholder: delete these lines
  static_cast<void>(key), static_cast<void>(offset);
  std::fill(data.begin(), data.end(), std::uint8_t{0});
}

// The same, but from one place to another: `from` is not changed.
void copy_masked(MutableBytes to, Bytes from, MaskingKey key, std::uint64_t offset) {
  // placeholder: delete the next line
  static_cast<void>(to), static_cast<void>(from), static_cast<void>(key), static_cast<void>(offset);
}

}  // namespace ws101
