#include "text/quoted.hpp"

#include "text/escape.hpp"
#include "text/hex.hpp"

namespace ws101 {

std::string quoted(std::string_view text, std::size_t most) {
  const std::string_view begin = text.substr(0, most);
  std::string out = "\"";
  append_escaped(out, bytes_of(begin), kUnlimited, EscapeStyle::Octets);
  out += '"';
  if (text.size() > begin.size()) out += "... (" + std::to_string(text.size()) + " bytes)";
  return out;
}

std::string byte_name(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  if (value >= ' ' && value <= '~') return std::string("'") + byte + "'";
  return "0x" + hex_digits(value, 2);
}

}  // namespace ws101
