// say.hpp
#include "wsdump/cli/say.hpp"

#include <unistd.h>

#include <algorithm>
#include <string>

#include "wsdump/cli/run.hpp"
#include "wsdump/show/words.hpp"

namespace ws101::wsdump {

void say(std::string_view text) {
  Output err(STDERR_FILENO);
  const std::size_t inner = std::min(text.find_first_not_of(' '), text.size());
  put_wrapped(err, "wsdump: " + std::string(text.substr(0, inner)), text.substr(inner), 8);
}

int usage_error(std::string_view text) {
  say(text);
  return kExitUsage;
}

}  // namespace ws101::wsdump
