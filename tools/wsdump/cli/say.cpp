// say.hpp
#include "wsdump/cli/say.hpp"

#include <unistd.h>

#include <algorithm>

#include "wsdump/cli/run.hpp"
#include "wsdump/show/words.hpp"

namespace ws101::wsdump {

void say(std::string_view text) {
  Output err(STDERR_FILENO);
  const std::size_t inner = std::min(text.find_first_not_of(' '), text.size());
  err << "wsdump: " << text.substr(0, inner) << wrapped(text.substr(inner), 8 + inner, 8) << '\n';
}

int usage_error(std::string_view text) {
  say(text);
  return kExitUsage;
}

}  // namespace ws101::wsdump
