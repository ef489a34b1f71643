// What the program says about itself, on standard error.
#pragma once

#include <string_view>

namespace ws101::wsdump {

// One paragraph behind "wsdump: ", in 80 columns. Leading blanks indent it. Lines behind a
// line break are printed as they are.
void say(std::string_view text);

// Says it and returns the exit status for wrong use.
int usage_error(std::string_view text);

}  // namespace ws101::wsdump
