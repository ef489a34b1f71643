// The two codes of a block for writing, and the header that describes dynamic ones (RFC 1951, sections 3.2.6
// and 3.2.7).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "deflate/bit_writer.hpp"
#include "deflate/format.hpp"

namespace ws101 {

// By symbol: the bits of its code, the first to send lowest, and their number; 0 for a symbol that does not
// occur.
struct WriteCodes {
  std::array<std::uint16_t, kFixedLiteralSymbols> literals{};
  std::array<std::uint8_t, kFixedLiteralSymbols> literal_lengths{};
  std::array<std::uint16_t, kFixedDistanceSymbols> distances{};
  std::array<std::uint8_t, kFixedDistanceSymbols> distance_lengths{};
};

// Section 3.2.6.
const WriteCodes& fixed_write_codes();

// The best codes for given frequencies, of 286 and 30 symbols. The end of the block and at least one token
// must occur.
class DynamicCode {
 public:
  DynamicCode(std::span<const std::uint32_t> literal_frequencies,
              std::span<const std::uint32_t> distance_frequencies);

  const WriteCodes& codes() const { return codes_; }
  // The bits that write_header() writes.
  std::size_t header_bits() const;
  // HLIT, HDIST, HCLEN and all lengths; not BFINAL and BTYPE.
  void write_header(BitWriter& writer) const;

 private:
  // A symbol of the code length code, and the value of its extra bits.
  struct LengthSymbol {
    std::uint8_t symbol;
    std::uint8_t extra;
  };

  void describe_lengths();
  void add(unsigned symbol, std::size_t extra);
  void add_zeros(std::size_t count);
  void add_repeated(std::uint8_t length, std::size_t count);

  WriteCodes codes_;
  std::size_t literals_ = 0;      // HLIT + 257
  std::size_t distances_ = 0;     // HDIST + 1
  std::size_t code_lengths_ = 0;  // HCLEN + 4
  std::array<LengthSymbol, kLiteralSymbols + kDistanceSymbols> symbols_;
  std::size_t symbol_count_ = 0;
  std::array<std::uint32_t, kCodeLengthSymbols> frequencies_{};  // in symbols_
  std::array<std::uint8_t, kCodeLengthSymbols> length_lengths_{};
  std::array<std::uint16_t, kCodeLengthSymbols> length_codes_{};
};

}  // namespace ws101
