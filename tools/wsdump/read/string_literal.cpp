// One table of escapes serves all languages: where they differ (\129, \u0081) the caller tries both rules.
#include "wsdump/read/string_literal.hpp"

#include "wsdump/read/characters.hpp"
#include "wsdump/read/clean_text.hpp"

namespace ws101::wsdump::input {
namespace {

int simple_escape(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'a':
      return '\a';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'v':
      return '\v';
    case 'e':
    case 'E':
      return 0x1b;
    case 's':
      return ' ';
    case '\\':
    case '"':
    case '\'':
    case '`':
    case '?':
    case '/':
    case '$':
    case '@':
    case '#':
      return c;
    default:
      return -1;
  }
}

// Haskell's names of control characters, and the character each stands for.
struct ControlName {
  std::string_view name;
  unsigned value;
};
constexpr ControlName kControlNames[] = {
    {"NUL", 0},  {"SOH", 1},  {"STX", 2},  {"ETX", 3},  {"EOT", 4},  {"ENQ", 5},  {"ACK", 6},
    {"BEL", 7},  {"BS", 8},   {"HT", 9},   {"LF", 10},  {"VT", 11},  {"FF", 12},  {"CR", 13},
    {"SO", 14},  {"SI", 15},  {"DLE", 16}, {"DC1", 17}, {"DC2", 18}, {"DC3", 19}, {"DC4", 20},
    {"NAK", 21}, {"SYN", 22}, {"ETB", 23}, {"CAN", 24}, {"EM", 25},  {"SUB", 26}, {"ESC", 27},
    {"FS", 28},  {"GS", 29},  {"RS", 30},  {"US", 31},  {"SP", 32},  {"DEL", 127}};

struct Reader {
  std::string_view s;
  EscapeRules rules;
  LiteralBytes out;

  void put(unsigned value) { out.bytes.push_back(static_cast<std::uint8_t>(value)); }

  bool put_point(char32_t value) {
    if (value < 0x80) {
      put(static_cast<unsigned>(value));
      return true;
    }
    out.code_points = true;
    if (!rules.code_points_utf8) {
      if (value > 0xff) return false;
      put(static_cast<unsigned>(value));
      return true;
    }
    std::string utf8;
    append_utf8(utf8, value);
    for (char c : utf8) put(static_cast<unsigned char>(c));
    return true;
  }

  // Digits of a fixed or bracketed number; the backslash and the letter are gone.
  bool hex_number(std::size_t least, std::size_t most, bool point) {
    const bool braces = s.starts_with("{");
    if (braces) s.remove_prefix(1);
    char32_t value = 0;
    std::size_t n = 0;
    while (n < s.size() && n < (braces ? 6 : most) && is_hex(s[n])) {
      value = value << 4 | static_cast<char32_t>(hex_value(s[n]));
      ++n;
    }
    if (n == 0 || (!braces && n < least)) return false;
    s.remove_prefix(n);
    if (braces) {
      if (!s.starts_with("}")) return false;
      s.remove_prefix(1);
    }
    if (value > 0x10ffff) return false;
    if (point) return put_point(value);
    if (value > 0xff) return false;
    put(static_cast<unsigned>(value));
    return true;
  }

  bool digit_number() {
    out.digit_escapes = true;
    const unsigned base = rules.decimal_digits ? 10 : 8;
    unsigned value = 0;
    std::size_t n = 0;
    while (n < 3 && n < s.size() && is_digit(s[n]) && static_cast<unsigned>(s[n] - '0') < base) {
      value = value * base + static_cast<unsigned>(s[n] - '0');
      ++n;
    }
    if (n == 0 || value > 255) return false;
    s.remove_prefix(n);
    if (rules.decimal_digits && s.starts_with("\\&")) s.remove_prefix(2);  // Haskell's empty separator
    put(value);
    return true;
  }

  bool escape() {
    s.remove_prefix(1);
    if (s.empty()) return false;
    const char c = s[0];
    if (c == '\n' || c == '\r') {  // a continued line
      s = trim_left(s);
      return true;
    }
    ++out.escapes;
    if (is_digit(c)) return digit_number();
    if (rules.decimal_digits) {
      for (const ControlName& control : kControlNames) {
        if (!s.starts_with(control.name)) continue;
        out.digit_escapes = true;  // readable under these rules only
        s.remove_prefix(control.name.size());
        put(control.value);
        return true;
      }
    }
    s.remove_prefix(1);
    if (c == 'x' || c == 'X') return hex_number(1, 2, false);
    if (c == 'u') return hex_number(4, 4, true);
    if (c == 'U') return hex_number(8, 8, true);
    if (c == 'o' && s.starts_with("{")) {
      s.remove_prefix(1);
      if (!digit_number() || !s.starts_with("}")) return false;
      s.remove_prefix(1);
      return true;
    }
    const int value = simple_escape(c);
    if (value < 0) return false;
    put(static_cast<unsigned>(value));
    return true;
  }

  bool run() {
    out.bytes.reserve(s.size() / 2);
    while (!s.empty()) {
      if (s[0] == '\\') {
        if (!escape()) return false;
      } else if (static_cast<unsigned char>(s[0]) < 0x80) {
        put(static_cast<unsigned char>(s[0]));
        s.remove_prefix(1);
      } else {
        const CodePoint point = decode_utf8(s);
        if (point.length == 0 || !put_point(point.value)) return false;
        s.remove_prefix(point.length);
      }
    }
    return true;
  }
};

}  // namespace

std::optional<LiteralBytes> decode_literal(std::string_view content, EscapeRules rules) {
  Reader reader{content, rules, {}};
  if (!reader.run()) return std::nullopt;
  return std::move(reader.out);
}

std::size_t quoted_length(std::string_view s) {
  if (s.empty()) return 0;
  for (std::size_t i = 1; i < s.size(); ++i) {
    if (s[i] == '\\') {
      ++i;
    } else if (s[i] == s[0]) {
      return i + 1;
    }
  }
  return 0;
}

}  // namespace ws101::wsdump::input
