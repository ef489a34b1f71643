#include "deflate/bit_reader.hpp"

namespace ws101 {

bool BitReader::pull(unsigned count) {
  for (; kept_.count < count; kept_.count += 8) {
    if (used_ == input_.size()) {
      dry_ = true;
      return false;
    }
    kept_.bits |= std::uint64_t{input_[used_++]} << kept_.count;
  }
  return true;
}

}  // namespace ws101
