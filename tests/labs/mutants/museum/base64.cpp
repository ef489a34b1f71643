// A wrong solution, as it stands in tutorials: base64 by a string of '0' and '1'.
#include "base64/base64.hpp"

namespace ws101 {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string base64_encode(std::span<const std::uint8_t> bytes) {
  std::string bits;
  for (const std::uint8_t byte : bytes) {
    for (int bit = 7; bit >= 0; --bit) bits += (byte >> bit & 1) != 0 ? '1' : '0';
  }
  while (bits.size() % 6 != 0) bits += '0';
  std::string text;
  for (std::size_t i = 0; i < bits.size(); i += 6)
    text += kAlphabet[std::stoul(bits.substr(i, 6), nullptr, 2)];
  return text;
}

std::variant<std::vector<std::uint8_t>, Base64Error> base64_decode(std::string_view text) {
  std::vector<std::uint8_t> bytes;
  unsigned value = 0, count = 0;
  for (const char c : text) {
    const std::size_t place = kAlphabet.find(c);
    if (place == std::string_view::npos) break;
    value = value << 6 | static_cast<unsigned>(place);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<std::uint8_t>(value >> count & 255));
  }
  return bytes;
}

std::string_view describe(Base64Error::Kind kind) {
  switch (kind) {
    case Base64Error::Kind::Alphabet:
      return "not a character of the base64 alphabet";
    case Base64Error::Kind::Padding:
      return "padding '=' in the wrong place, or text after it";
    case Base64Error::Kind::Length:
      return "the text ends inside a group of four characters";
    case Base64Error::Kind::TrailingBits:
      return "the last character has bits set that belong to no byte";
  }
  return "unknown";
}

}  // namespace ws101
