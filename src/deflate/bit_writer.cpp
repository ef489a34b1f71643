#include "deflate/bit_writer.hpp"

#include <algorithm>

namespace ws101 {

void BitWriter::put_bytes(std::span<const std::uint8_t> bytes) {
  std::copy_n(bytes.data(), bytes.size(), output_.data() + written_);
  written_ += bytes.size();
}

}  // namespace ws101
