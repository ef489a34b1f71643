#include "text/hex.hpp"

#include <algorithm>

namespace ws101 {

std::string hex_digits(std::uint64_t number, int least) {
  std::string digits;
  for (; number != 0 || least > 0; number >>= 4, --least)
    digits.insert(digits.begin(), kHexDigits[number & 0xF]);
  return digits;
}

std::string more_bytes(std::uint64_t count) {
  return " ... (" + std::to_string(count) + (count == 1 ? " more byte)" : " more bytes)");
}

std::string shortened(std::uint64_t left_out, std::size_t room) {
  std::string words = more_bytes(left_out);
  if (words.size() > room) words = " ...";
  return words;
}

std::string hex(Bytes bytes, std::string_view separator) {
  std::string text;
  for (const std::uint8_t byte : bytes) {
    if (!text.empty()) text += separator;
    text += hex_digits(byte, 2);
  }
  return text;
}

std::string hex_text(Bytes bytes, std::uint64_t total, std::size_t max_columns) {
  const auto that_fit = [](std::size_t room) { return room / 3 + (room % 3 == 2 ? 1 : 0); };
  if (bytes.size() == total && that_fit(max_columns) >= bytes.size()) return hex(bytes, " ");
  const std::size_t room = max_columns - shortened(total, max_columns).size();
  const std::size_t shown = std::min(that_fit(room), bytes.size());
  const std::string text = hex(bytes.first(shown), " ");
  return text + shortened(total - shown, max_columns - text.size());
}

}  // namespace ws101
