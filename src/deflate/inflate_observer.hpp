// Observes the tokens of a compressed stream while an Inflater reads them, to show how it was coded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "deflate/format.hpp"

namespace ws101 {

// Where a token is in its message, both counted from the message's first bit.
struct BitRange {
  std::uint64_t first = 0;
  std::uint64_t end = 0;  // one past the last bit
};

// Override the functions that you need; the others do nothing. The calls come in the order of the stream,
// each when its token is complete, however the input is split. Views are valid during the call.
class InflateObserver {
 public:
  virtual ~InflateObserver() = default;

  // Section 3.2.3: BFINAL and BTYPE.
  virtual void on_block(BitRange, BlockType, bool /*final*/) {}
  // Section 3.2.4: LEN and NLEN.
  virtual void on_stored_length(BitRange, std::size_t /*length*/) {}
  // Content of a stored block. One block may come in several pieces.
  virtual void on_stored(BitRange, std::span<const std::uint8_t> /*bytes*/) {}
  // Section 3.2.7: HLIT + 257, HDIST + 1 and HCLEN + 4, then the lengths of the code length code by symbol.
  virtual void on_counts(BitRange, std::size_t /*literals*/, std::size_t /*distances*/,
                         std::size_t /*code_lengths*/) {}
  virtual void on_code_length_code(BitRange, std::span<const std::uint8_t> /*lengths*/) {}
  // One symbol of the code length code, 0 to 18, and how many lengths it stands for (1, or a repetition).
  virtual void on_code_length(BitRange, unsigned /*symbol*/, unsigned /*times*/) {}
  // All lengths of both codes, by symbol; the range is that of all the code length symbols.
  virtual void on_code_lengths(BitRange, std::span<const std::uint8_t> /*literals*/,
                               std::span<const std::uint8_t> /*distances*/) {}
  // Section 3.2.5.
  virtual void on_literal(BitRange, std::uint8_t /*byte*/) {}
  virtual void on_copy(BitRange, unsigned /*length*/, unsigned /*distance*/) {}
  // Symbol 256; for a stored block an empty range after its last byte.
  virtual void on_end_of_block(BitRange) {}
};

}  // namespace ws101
