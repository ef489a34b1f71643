#include "deflate/tokens.hpp"

namespace ws101 {

void Tokens::reserve(std::size_t units) {
  const std::size_t wanted = std::min(size_ + units, kFull + kSpare);
  if (wanted <= capacity_) return;
  const std::size_t capacity = std::min(std::max(wanted, 2 * capacity_), kFull + kSpare);
  std::unique_ptr<std::uint16_t[]> grown(new std::uint16_t[capacity]);
  std::copy_n(units_.get(), size_, grown.get());
  units_ = std::move(grown);
  capacity_ = capacity;
}

void Tokens::clear() {
  size_ = bytes_ = 0;
  literal_frequencies = first_frequencies();
  distance_frequencies.fill(0);
}

void Tokens::release_memory() {
  if (size_ > 0) return;
  units_.reset();
  capacity_ = 0;
}

}  // namespace ws101
