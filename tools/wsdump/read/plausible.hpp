// How well bytes fit the beginning of a WebSocket stream.
#pragma once

#include <cstddef>

#include "text/bytes.hpp"
#include "wsdump/read/reading.hpp"

namespace ws101::wsdump::input {

constexpr int kWholeMessages = 4;  // a chain of frames that ends exactly at the end, or an HTTP head
constexpr int kWholeFrames = 3;    // the same, but odd: see below
constexpr int kCutFrames = 2;      // a chain whose last frame is cut
constexpr int kOddCutFrames = 1;   // the same, odd

// One of these grades, 0 if the bytes are no chain of frames. A chain is odd with RSV1 (compression), with fragments
// out of order or without their end, and in a buffer with an unused rest.
int grade_of(Bytes bytes);

// The worst grade of the streams of the two sides; 0 without bytes. Packets count as frames.
int grade_of(const Reading& reading);

// How an HTTP head begins that a WebSocket may follow.
bool begins_request(Bytes bytes);
bool begins_response(Bytes bytes);

// Where the equal bytes that fill a buffer after a head or complete frames begin; bytes.size() if the bytes are
// anything else.
std::size_t end_of_frames_in_buffer(Bytes bytes);

}  // namespace ws101::wsdump::input
