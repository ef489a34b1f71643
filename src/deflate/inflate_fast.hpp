// The fast twins of the two steps that take most of the time: they look up in tables what inflate.cpp reads
// bit by bit. Each handles the usual cases, and leaves everything unusual to the obvious version.
#pragma once

#include <cstdint>

#include "deflate/bit_reader.hpp"
#include "deflate/inflate_codes.hpp"
#include "deflate/inflate_output.hpp"

namespace ws101 {

enum class FastStop : std::uint8_t {
  EndOfBlock,  // its code is consumed
  NeedInput,   // all tokens that are complete are consumed
  Unusual,     // the obvious version must read the next token: an error, no room, or no special reason
};

// Reads literals and copies, as Inflater::read_symbol() does.
FastStop inflate_symbols_fast(const BlockCodes& codes, BitReader& reader, InflateOutput& output);

// Reads code lengths, as Inflater::read_code_lengths() does, while the input is long enough not to run dry.
void read_code_lengths_fast(DynamicHeader& header, BitReader& reader);

}  // namespace ws101
