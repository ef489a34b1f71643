// A wrong solution, as it stands in tutorials: each piece begins the key anew, and a server forgets to unmask a copy.
#include "frame/mask.hpp"

#include <algorithm>

namespace ws101 {

void apply_mask_obvious(MutableBytes data, MaskingKey key, std::uint64_t) {
  for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<std::uint8_t>(data[i] ^ key[i % 4]);
}

void apply_mask(MutableBytes data, MaskingKey key, std::uint64_t offset) {
  apply_mask_obvious(data, key, offset);
}

void copy_masked(MutableBytes to, Bytes from, MaskingKey, std::uint64_t) {
  std::copy(from.begin(), from.end(), to.begin());
}

}  // namespace ws101
