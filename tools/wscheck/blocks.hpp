// Blocks of DEFLATE written by hand, valid and invalid: payloads of compressed messages (RFC 1951 3.2, RFC 7692 7.2.1).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "deflate/bit_writer.hpp"

namespace ws101::wscheck {

// Each function appends, and returns these blocks. `final`: with BFINAL set, and filled up to a whole byte.
class Blocks {
 public:
  Blocks& stored(std::string_view bytes, bool final = false);
  // The bytes one by one, in whichever of the fixed and the dynamic code is shorter: up to some twenty bytes the fixed.
  Blocks& coded(std::string_view bytes, bool final = false);
  // One copy, alone in a block with the fixed code. Length 3 to 258, distance 1 to 32768.
  Blocks& copy(unsigned length, unsigned distance);
  // The lowest `count` bits of `bits` (at most 48), for what no encoder writes.
  Blocks& bits(std::uint64_t bits, unsigned count);

  // What was appended, an empty stored block behind it, and without the tail of that: 7.2.1.
  std::string payload();
  // What was appended, filled up to a whole byte.
  std::string bare();

 private:
  template <typename Write>
  Blocks& append(std::size_t room, Write write);

  std::vector<std::uint8_t> bytes_;
  KeptBits kept_;
};

}  // namespace ws101::wscheck
