// Heads and the frames after them as the streams of one connection.
#pragma once

#include <string_view>

#include "text/bytes.hpp"
#include "wsdump/read/reading.hpp"

namespace ws101::wsdump::input {

// Bytes of the client (side 0) or of the server (side 1).
Chunk chunk_of(bool server, std::string_view bytes);

// Frames of both directions, mixed: each goes to the side that its MASK bit names. From the first bytes that are
// not a frame, everything goes to the server's side.
void part_frames(Reading& reading, Bytes frames);

// Splits a single stream that begins with a request followed by its response; the frames after them are assigned
// by their MASK bits. Leaves any other reading as it is.
void part_request_and_response(Reading& reading);

// Two readings of which one begins with a request and the other with a response are one connection: `first` then has
// both. False: they are not.
bool join_heads(Reading& first, const Reading& second);

// Whether the last head is an answer that refuses.
bool last_refuses(const Reading& reading);

// The words below an answer that refuses are its body, if they have the size that the head gives, or if it gives none
// and nothing follows them. Takes them off `behind`.
void take_body(Reading& reading, std::string_view& behind);

}  // namespace ws101::wsdump::input
