#include "deflate/huffman.hpp"

namespace ws101 {

CodeSpace HuffmanCode::build(std::span<const std::uint8_t> lengths) {
  counts_.fill(0);
  for (const std::uint8_t length : lengths) ++counts_[length];
  used_ = static_cast<std::uint16_t>(lengths.size() - counts_[0]);

  // How many codes of the current length are still free. One more bit doubles their number.
  int free = 1;
  longest_ = 0;
  for (unsigned length = 1; length <= kLongestCode; ++length) {
    free = 2 * free - counts_[length];
    if (free < 0) return CodeSpace::OverSubscribed;
    if (counts_[length] != 0) longest_ = static_cast<std::uint16_t>(length);
  }

  std::array<std::uint16_t, kCodeSizes> next{};  // where in symbols_ the next symbol of each length goes
  for (unsigned length = 1; length < kLongestCode; ++length) {
    next[length + 1] = static_cast<std::uint16_t>(next[length] + counts_[length]);
  }
  for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol) {
    if (lengths[symbol] != 0) symbols_[next[lengths[symbol]]++] = static_cast<std::uint16_t>(symbol);
  }
  return free == 0 ? CodeSpace::Complete : CodeSpace::Incomplete;
}

// Section 3.2.2, step 2: the codes of a length are consecutive, and the first of them is twice the number
// after the last code of the length before. Section 3.1.1: the bits of a code come in with the most
// significant bit first.
std::optional<unsigned> HuffmanCode::read_symbol(BitReader& reader) const {
  unsigned code = 0;
  unsigned first = 0;  // the first code of the current length
  unsigned index = 0;  // where in symbols_ that code's symbol is
  for (unsigned length = 1; length <= longest_; ++length) {
    code |= reader.take(1);
    if (reader.ran_dry()) return std::nullopt;
    const unsigned count = counts_[length];
    if (code - first < count) return symbols_[index + (code - first)];
    index += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  return std::nullopt;
}

}  // namespace ws101
