#include "deflate/inflate_codes.hpp"

namespace ws101 {

const BlockCodes& fixed_codes() {
  static const BlockCodes codes = [] {
    BlockCodes fixed;
    fixed.literal.build(fixed_literal_lengths());
    fixed.distance.build(fixed_distance_lengths());
    fixed.build_tables();
    return fixed;
  }();
  return codes;
}

}  // namespace ws101
