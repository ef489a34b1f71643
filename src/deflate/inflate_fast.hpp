// The fast twins of the two steps of inflating in which time goes: they look up in tables what inflate.cpp
// reads bit by bit. Each goes as far as it is sure, and leaves everything unusual to the obvious version.
#pragma once

#include <cstdint>

#include "deflate/bit_reader.hpp"
#include "deflate/inflate_codes.hpp"
#include "deflate/inflate_output.hpp"

namespace ws101 {

enum class FastStop : std::uint8_t {
  EndOfBlock,  // its code is consumed
  NeedInput,   // all tokens that are complete are consumed
  Unusual,     // the next token needs the obvious version: an error, no room, or nothing is wrong
};

// Reads literals and copies, as Inflater::read_symbol() does.
FastStop inflate_symbols_fast(const BlockCodes& codes, BitReader& reader, InflateOutput& output);

// Reads code lengths, as Inflater::read_code_lengths() does, while the input is long enough not to run dry.
void read_code_lengths_fast(DynamicHeader& header, BitReader& reader);

}  // namespace ws101
