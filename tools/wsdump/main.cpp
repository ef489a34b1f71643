// wsdump: takes captured bytes and explains the WebSocket frames in them.
#include <string_view>
#include <vector>

#include "standard_descriptors.hpp"
#include "wsdump/cli/run.hpp"

int main(int argc, char** argv) {
  ws101::reserve_standard_descriptors();
  const std::vector<std::string_view> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  return ws101::wsdump::run(words);
}
