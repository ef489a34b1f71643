// Whatever base64_decode accepts is exactly what base64_encode writes, and whatever it refuses it refuses in bounds.
#include <algorithm>
#include <cstdlib>

#include "base64/base64.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto result = ws101::base64_decode(text);
  if (const auto* error = std::get_if<ws101::Base64Error>(&result)) {
    if (error->position > size) std::abort();
  } else if (ws101::base64_encode(std::get<0>(result)) != text) {
    std::abort();
  }

  // Taken as bytes, the same input survives the way there and back.
  const auto back = ws101::base64_decode(ws101::base64_encode({data, size}));
  const auto* bytes = std::get_if<0>(&back);
  if (bytes == nullptr || !std::equal(bytes->begin(), bytes->end(), data, data + size)) std::abort();
  return 0;
}
