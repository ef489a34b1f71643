// Judges from the headers alone whether bytes look like the beginning of a WebSocket stream.
#pragma once

#include <cstdint>
#include <span>

namespace ws101::wsdump::input {

// 4: a chain of valid frames that ends exactly at the end, or an HTTP head; 3: the same, but odd: with RSV1
// (compression), with fragments out of order or without their end; 2: a chain whose last frame is cut; 1: the same,
// odd; 0: no chain.
int frame_plausibility(std::span<const std::uint8_t> bytes);

}  // namespace ws101::wsdump::input
