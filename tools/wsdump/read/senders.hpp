// Who sent what, told by the bytes themselves: a request and a response, the MASK bit.
#pragma once

#include "wsdump/read/reading.hpp"

namespace ws101::wsdump::input {

// Sorts the chunks of a reading that has one side where both ends speak: one begins with an HTTP request and another
// with a response, or every one is whole frames and their MASK bits differ. Each goes by its HTTP or the MASK bit of
// its first frame, else as the one before.
void tell_sides(Reading& reading);

// Names the two sides of a reading client and server where what they sent tells.
void name_senders(Reading& reading);

}  // namespace ws101::wsdump::input
