// The codes of one block, and the header of a dynamic block (RFC 1951, sections 3.2.6 and 3.2.7).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "deflate/decode_table.hpp"
#include "deflate/format.hpp"
#include "deflate/huffman.hpp"

namespace ws101 {

// The same two codes in two forms.
struct BlockCodes {
  HuffmanCode literal;
  HuffmanCode distance;
  LiteralTable literal_table;
  DistanceTable distance_table;

  // Makes the tables from the codes.
  void build_tables() {
    literal_table.root_bits = build_decode_table(literal, literal_entries(), 10, literal_table.entries);
    distance_table.root_bits = build_decode_table(distance, distance_entries(), 8, distance_table.entries);
  }
};

// Section 3.2.6.
const BlockCodes& fixed_codes();

// A header that is being read.
struct DynamicHeader {
  std::size_t literals = 0;      // HLIT + 257
  std::size_t distances = 0;     // HDIST + 1
  std::size_t code_lengths = 0;  // HCLEN + 4
  std::size_t done = 0;          // how many of the current lengths are read
  std::uint64_t start = 0;       // the position of their first bit
  std::array<std::uint8_t, kCodeLengthSymbols> code_length_lengths{};
  std::array<std::uint8_t, kLiteralSymbols + kDistanceSymbols>
      lengths{};  // of both codes, one after the other
  HuffmanCode code_length_code;
  BlockCodes codes;

  std::size_t total() const { return literals + distances; }
};

}  // namespace ws101
