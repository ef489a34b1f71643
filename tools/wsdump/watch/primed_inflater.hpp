// An inflater that knows what was said before, to read one message by itself.
#pragma once

#include "deflate/inflate.hpp"
#include "text/bytes.hpp"

namespace ws101::wsdump {

// With the end of `said` as its history, as far as the window goes, at the beginning of a message.
Inflater primed_inflater(Bytes said, unsigned window_bits = kMaxWindowBits);

}  // namespace ws101::wsdump
