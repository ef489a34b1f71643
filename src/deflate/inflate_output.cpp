#include "deflate/inflate_output.hpp"

namespace ws101 {

void InflateOutput::copy(std::size_t length, std::size_t distance) {
  for (; length > 0 && distance > produced_; --length) {
    std::uint8_t byte = 0;
    history_.copy(distance - produced_, {&byte, 1});
    put(byte);
  }
  for (; length > 0; --length) put(memory_[produced_ - distance]);
}

}  // namespace ws101
