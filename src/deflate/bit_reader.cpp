#include "deflate/bit_reader.hpp"

namespace ws101 {

std::uint32_t BitReader::take(unsigned count) {
  if (kept_.count < count && !pull(count)) return 0;
  const std::uint64_t value = kept_.bits & ((std::uint64_t{1} << count) - 1);
  kept_.bits >>= count;
  kept_.count -= count;
  return static_cast<std::uint32_t>(value);
}

void BitReader::skip_to_byte() {
  kept_.bits >>= kept_.count % 8;
  kept_.count -= kept_.count % 8;
}

bool BitReader::pull(unsigned count) {
  std::uint64_t bits = kept_.bits;
  unsigned have = kept_.count;
  std::size_t used = used_;
  for (; have < count && used < input_.size(); have += 8) bits |= std::uint64_t{input_[used++]} << have;
  kept_.bits = bits;
  kept_.count = have;
  used_ = used;
  dry_ = dry_ || have < count;
  return have >= count;
}

}  // namespace ws101
