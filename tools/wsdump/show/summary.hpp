// The last line: how many frames and messages there were, their violations, and whether the input was
// complete.
#pragma once

#include <string>

#include "wsdump/show/output.hpp"
#include "wsdump/watch/events.hpp"

namespace ws101::wsdump {

// "No violations." or "2 errors, 1 sender error, 1 warning."
std::string verdict(const Totals& totals);

// "21 frames, 6 messages. 1 warning." with an empty line before it.
void put_summary(Output& out, const Totals& totals);

}  // namespace ws101::wsdump
