#include "deflate/bit_reader.hpp"

namespace ws101 {

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
