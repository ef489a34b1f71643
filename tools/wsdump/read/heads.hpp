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

}  // namespace ws101::wsdump::input
