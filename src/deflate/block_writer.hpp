// Writes the tokens of one block in whichever of the three formats is the shortest (RFC 1951, section 3.2.3).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "deflate/bit_writer.hpp"
#include "deflate/tokens.hpp"

namespace ws101 {

// `raw` are the bytes that the tokens encode; empty if they are no longer available, and then the block is
// not stored. Writes at most 9 bits for each byte, and 10 more. `final` is BFINAL.
void write_block(const Tokens& tokens, std::span<const std::uint8_t> raw, bool final, BitWriter& writer);

// Section 3.2.4: as many stored blocks as it takes; one for no bytes.
void write_stored(std::span<const std::uint8_t> raw, bool final, BitWriter& writer);

}  // namespace ws101
