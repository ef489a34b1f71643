// Masking: each byte of the payload XOR one of the four bytes of the key, in turn (RFC 6455 5.3).
#pragma once

#include <cstdint>

#include "frame/header.hpp"
#include "text/bytes.hpp"

namespace ws101 {

// Masks or unmasks (the operation is the same) in place. `offset` is the index of data[0] in the frame's
// payload, so that a payload may come in pieces. This is the loop of the standard: read this version.
void apply_mask_obvious(MutableBytes data, MaskingKey key, std::uint64_t offset = 0);

// The same, sixteen bytes at a time: programs use this version. Tests compare the two over all lengths and
// offsets.
void apply_mask(MutableBytes data, MaskingKey key, std::uint64_t offset = 0);

// The same, from one place to another. `to` must be as long as `from` and must not overlap it.
void copy_masked(MutableBytes to, Bytes from, MaskingKey key, std::uint64_t offset = 0);

}  // namespace ws101
