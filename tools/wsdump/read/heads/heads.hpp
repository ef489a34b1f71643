// The fifth grammar: request and response heads as text, in the forms in which people post them.
#pragma once

#include "wsdump/read/candidate.hpp"

namespace ws101::wsdump::input {

// Reads a paste that holds heads: as lines with or without a prefix on each, as lists of fields without their first
// line, or as objects. The reading has the request as the client's bytes and the response as the server's; the
// frames that websocket-client's trace shows after them follow. A log that only names frames, without their bytes,
// is refused; the message says what the frames were. Nothing: there is no head in the text, or it is the bytes of
// heads themselves (it begins with one, and every line ends in CR LF).
Outcome read_heads(const Text& text);

}  // namespace ws101::wsdump::input
