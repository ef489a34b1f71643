// Whatever is pasted into wsdump is read or refused with a place inside the input; nothing is made up.
#include <cstdlib>
#include <string_view>

#include "wsdump/read/reading.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ws101::wsdump;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto result = read_text(input);
  if (const auto* error = std::get_if<ReadError>(&result)) {
    if (error->message.empty() || error->line > size + 1) std::abort();
    return 0;
  }
  const Reading& reading = std::get<Reading>(result);
  std::size_t bytes = 0;
  for (const Chunk& chunk : reading.chunks) {
    if (chunk.side > 1) std::abort();
    bytes += chunk.bytes.size();
  }
  // A dump's "*" line and gdb's "<repeats 200 times>" stand for bytes that are not written out, and heads get the lines
  // and line ends that a paste has lost; all else takes at least a character a byte.
  const bool shortened = reading.format == "heads" || input.find('*') != std::string_view::npos ||
                         input.find("<repeats ") != std::string_view::npos;
  if (!shortened && bytes > size) std::abort();
  return 0;
}
