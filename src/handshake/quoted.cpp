// Escaping to printable ASCII: nothing that comes out can steer a terminal or end a line.
#include "handshake/quoted.hpp"

namespace ws101 {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

bool is_printable(unsigned char byte) {
  return byte >= 0x20 && byte <= 0x7e;
}

std::string hex(unsigned char byte) {
  return {kHexDigits[byte >> 4], kHexDigits[byte & 15]};
}

}  // namespace

std::string quoted(std::string_view text, std::size_t most) {
  std::string out = "\"";
  for (const char c : text.substr(0, most)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (is_printable(byte)) {
      out += c;
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else {
      out += "\\x" + hex(byte);
    }
  }
  out += '"';
  if (text.size() > most) out += "... (" + std::to_string(text.size()) + " bytes)";
  return out;
}

std::string byte_name(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  if (is_printable(value)) return std::string("'") + byte + "'";
  return "0x" + hex(value);
}

}  // namespace ws101
