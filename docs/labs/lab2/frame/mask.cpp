// Lab 2: masking. The contract is src/frame/mask.hpp; why it exists, in docs/06-masking.md.
#include "frame/mask.hpp"

#include <algorithm>

namespace ws101 {

// RFC 6455 5.3: byte i of the payload XOR byte i MOD 4 of the key. `offset` is the place of data[0] in the payload: a
// payload that comes in pieces must not begin its key anew with each piece.
void apply_mask_obvious(MutableBytes data, MaskingKey key, std::uint64_t offset) {
  static_cast<void>(data), static_cast<void>(key), static_cast<void>(offset);
}

// The same result. It may call apply_mask_obvious(); as a stretch task, do eight bytes at a time, without a byte outside
// `data` being read or written.
void apply_mask(MutableBytes data, MaskingKey key, std::uint64_t offset) {
  static_cast<void>(key), static_cast<void>(offset);
  std::fill(data.begin(), data.end(), std::uint8_t{0});
}

// The same result, in another place: `from` stays as it is.
void copy_masked(MutableBytes to, Bytes from, MaskingKey key, std::uint64_t offset) {
  static_cast<void>(to), static_cast<void>(from), static_cast<void>(key), static_cast<void>(offset);
}

}  // namespace ws101
