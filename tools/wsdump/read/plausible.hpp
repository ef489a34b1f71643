// How well bytes fit the beginning of a WebSocket stream.
#pragma once

#include <cstddef>

#include "text/bytes.hpp"

namespace ws101::wsdump::input {

// 4: a chain of frames that ends exactly at the end, or an HTTP head; 3: the same, but odd: with RSV1 (compression),
// with fragments out of order or without their end, or in a buffer whose rest is zeros; 2: a chain whose last frame
// is cut; 1: the same, odd; 0: no chain.
int frame_plausibility(Bytes bytes);

// Where the zeros that fill a buffer after complete frames begin; bytes.size() if the bytes are anything
// else.
std::size_t end_of_frames_in_buffer(Bytes bytes);

}  // namespace ws101::wsdump::input
