// The fifth grammar: request and response heads as text, in the dress that people post them in.
#pragma once

#include "wsdump/read/candidate.hpp"

namespace ws101::wsdump::input {

// Reads a paste that holds heads: as lines with or without something in front of each, as lists of fields without
// their first line, or as objects. The reading has the request as the client's bytes and the response as the server's;
// frames that websocket-client's trace shows behind them follow. A log that only names frames, without their bytes, is
// refused in words that say what the frames were. Nothing: there is no head in the text, or it is the bytes of heads
// themselves (it begins with one, and every line ends in CR LF).
Outcome read_heads(const Text& text);

// Parts a single stream that begins with a request and goes on with the response to it: the frames behind them are
// told apart by their MASK bits. True if it was such a stream.
bool part_request_and_response(Reading& reading);

// Two readings of which one begins with a request and the other with a response are one connection: `first` then has
// both. False: they are not.
bool join_heads(Reading& first, const Reading& second);

}  // namespace ws101::wsdump::input
