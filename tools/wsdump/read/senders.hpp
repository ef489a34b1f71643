// Who sent what, told by the bytes themselves: a request and a response, the MASK bit.
#pragma once

#include "wsdump/read/reading.hpp"

namespace ws101::wsdump::input {

// Whether one chunk begins with an HTTP request and another with a response: both ends speak.
bool holds_handshake(const Reading& reading);

// Sorts the chunks of a reading that has one side but holds_handshake(): each by its HTTP or the MASK bit of its first
// frame, else as the chunk before it.
void tell_sides(Reading& reading, const Plausibility& score);

// Names the two sides of a reading client and server where what they sent tells.
void name_senders(Reading& reading);

}  // namespace ws101::wsdump::input
