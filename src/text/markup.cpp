#include "text/markup.hpp"

#include "text/bytes.hpp"
#include "text/width.hpp"

namespace ws101 {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_allowed(const NextCharacter& next) {
  if (!next.valid) return false;
  const char32_t code = next.code_point;
  if (code < 0x20) return code == '\n' || code == '\t';
  return code != 0x7F && (code < 0x80 || code > 0x9F) && code != 0xFFFE && code != 0xFFFF;
}

std::string_view entity(char32_t code) {
  switch (code) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

}  // namespace

std::string markup_text(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  while (!text.empty()) {
    const NextCharacter next = next_character(bytes_of(text));
    const std::string_view special = entity(next.valid ? next.code_point : 0);
    if (!special.empty()) {
      safe += special;
    } else {
      safe += is_allowed(next) ? text.substr(0, next.bytes) : kReplacement;
    }
    text.remove_prefix(next.bytes);
  }
  return safe;
}

}  // namespace ws101
