// Messages of the program on standard error.
#pragma once

#include <string_view>

namespace ws101::wsdump {

// One paragraph after "wsdump: ", in 80 columns. Leading blanks indent it. Lines after a line break are
// printed unchanged.
void say(std::string_view text);

// Prints it and returns the exit status for wrong usage.
int usage_error(std::string_view text);

}  // namespace ws101::wsdump
