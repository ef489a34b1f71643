#include "text/quoted.hpp"

#include "text/escape.hpp"
#include "text/hex.hpp"

namespace ws101 {

std::string quoted(std::string_view text, std::size_t most) {
  const EscapedPrefix shown = escape_prefix(bytes_of(text), most, kUnlimited, EscapeStyle::Octets);
  std::string out = '"' + shown.text + '"';
  if (text.size() > shown.bytes) out += "... (" + std::to_string(text.size()) + " bytes)";
  return out;
}

std::string byte_name(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  if (value >= ' ' && value <= '~') return std::string("'") + byte + "'";
  return "0x" + hex_digits(value, 2);
}

}  // namespace ws101
