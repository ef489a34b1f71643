// Stricter than plain hex: one kind of spacing, no odd digits, nothing that could be a number of another base.
#include "wsdump/read/hex_cell.hpp"

#include "wsdump/read/characters.hpp"

namespace ws101::wsdump::input {

std::optional<std::vector<std::uint8_t>> hex_cell(std::string_view s) {
  s = trim(s);
  if (s.size() >= 2 && ((s.front() == '"' && s.back() == '"') || (s.front() == '\'' && s.back() == '\'') ||
                        (s.front() == '[' && s.back() == ']') || (s.front() == '<' && s.back() == '>'))) {
    s = trim(s.substr(1, s.size() - 2));
  }
  std::vector<std::uint8_t> bytes;
  while (!s.empty()) {
    if (s.starts_with("0x")) s.remove_prefix(2);
    if (s.size() < 2 || !is_hex(s[0]) || !is_hex(s[1])) return std::nullopt;
    bytes.push_back(static_cast<std::uint8_t>(hex_value(s[0]) << 4 | hex_value(s[1])));
    s.remove_prefix(2);
    const bool comma = s.starts_with(",");
    if (!s.empty() && (comma || s[0] == ':' || s[0] == '-' || s[0] == ' ')) s.remove_prefix(1);
    if (comma && s.starts_with(" ")) s.remove_prefix(1);
  }
  if (bytes.empty()) return std::nullopt;
  return bytes;
}

}  // namespace ws101::wsdump::input
