// Messages of the program; say.hpp describes their form.
#include "wsdump/cli/say.hpp"

#include <unistd.h>

#include <algorithm>
#include <string>

#include "wsdump/cli/run.hpp"
#include "wsdump/show/words.hpp"

namespace ws101::wsdump {

void say(std::string_view text) {
  Output err(STDERR_FILENO);
  const std::string_view first = text.substr(0, text.find('\n'));
  const std::size_t inner = std::min(first.find_first_not_of(' '), first.size());
  put_wrapped(err, "wsdump: " + std::string(first.substr(0, inner)), first.substr(inner), 8);
  if (first.size() < text.size()) err << text.substr(first.size() + 1) << '\n';
}

int usage_error(std::string_view text) {
  say(text);
  return kExitUsage;
}

}  // namespace ws101::wsdump
