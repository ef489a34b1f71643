// Who sent what, derived from the bytes themselves: a request and a response, the MASK bit.
#pragma once

#include "wsdump/read/reading.hpp"

namespace ws101::wsdump::input {

// Assigns the chunks of a reading with one side to two if both ends speak: one chunk begins with an HTTP request and
// another with a response, or every chunk is complete frames and their MASK bits differ. A chunk is assigned by its
// HTTP or by the MASK bit of its first frame, otherwise like the one before it.
void tell_sides(Reading& reading, const Plausibility& score);

// Names the two sides of a reading client and server if their bytes show which is which.
void name_senders(Reading& reading);

}  // namespace ws101::wsdump::input
