// The heart of SHA-1: how one block of the message changes the hash value (FIPS 180-4, section 6.1.2).
#pragma once

#include <cstdint>
#include <span>

#include "sha1/sha1.hpp"

namespace ws101 {

using Sha1Block = std::span<const std::uint8_t, kSha1BlockSize>;

// Two versions of one function. The first follows the standard line by line: read this one.
void sha1_compress(Sha1State& state, Sha1Block block);

// The second gives the same result in fewer instructions; Sha1 uses it. Tests check that the two are equal.
void sha1_compress_unrolled(Sha1State& state, Sha1Block block);

}  // namespace ws101
