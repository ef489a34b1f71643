// What every text for a terminal must keep to: no line wider than 80 columns, no control bytes, valid UTF-8.
#pragma once

#include <string>
#include <string_view>

#include "support/catch.hpp"
#include "text/bytes.hpp"
#include "text/utf8.hpp"
#include "text/width.hpp"

namespace ws101::testing {

// The first thing wrong with it, or nothing.
inline std::string wrong_on_screen(std::string_view text, bool ascii = true) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && byte != '\n') || byte == 0x7F) return "a control byte";
    if (ascii && byte >= 0x80) return "a byte that is not ASCII";
  }
  if (!is_utf8(bytes_of(text))) return "invalid UTF-8";
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (display_width(line) > 80) return "a line of over 80 columns: " + std::string(line);
    if (!line.empty() && line.back() == ' ') return "a space at the end of: " + std::string(line);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return {};
}

inline void require_screen(const std::string& text, bool ascii = true) {
  INFO(text);
  REQUIRE(wrong_on_screen(text, ascii) == "");
}

}  // namespace ws101::testing
