// The bytes a string literal stands for, in the escape languages of C, Python, Go, JavaScript, Rust, Perl and Lua.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ws101::wsdump::input {

struct EscapeRules {
  bool decimal_digits = false;  // \129 is decimal (Lua, Haskell), not octal
  bool code_points_utf8 =
      false;  // \u0081 and characters beyond ASCII stand for their UTF-8 bytes, not one byte each
};

struct LiteralBytes {
  std::vector<std::uint8_t> bytes;
  std::size_t escapes = 0;     // how many escapes were there
  bool digit_escapes = false;  // \201
  bool code_points = false;    // \u0081, or a character beyond ASCII
};

// Nothing if an escape is malformed, or a character cannot be one byte under the rules.
std::optional<LiteralBytes> decode_literal(std::string_view content, EscapeRules rules);

// The length of the quoted literal at the start of `s` with both quotes, 0 if it does not end.
std::size_t quoted_length(std::string_view s);

}  // namespace ws101::wsdump::input
