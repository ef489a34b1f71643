// The last line: what there was, what was wrong with it, whether it was all there.
#pragma once

#include "wsdump/show/output.hpp"
#include "wsdump/watch/events.hpp"

namespace ws101::wsdump {

// "21 frames, 6 messages. 1 warning." with an empty line before it.
void put_summary(Output& out, const Totals& totals);

}  // namespace ws101::wsdump
