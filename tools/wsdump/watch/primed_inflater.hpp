// An inflater that knows what was said before, to read one message by itself.
#pragma once

#include "deflate/inflate.hpp"
#include "text/bytes.hpp"

namespace ws101::wsdump {

// With the last kLargestWindow bytes of `said` as its history, at the beginning of a message.
Inflater primed_inflater(Bytes said);

}  // namespace ws101::wsdump
