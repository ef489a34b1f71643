#include "json/quote.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "text/hex.hpp"
#include "text/utf8.hpp"

namespace ws101 {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// The valid character at the front of `text`, in bytes; 0 if there is none.
std::size_t character_size(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return is_utf8(bytes_of(text.substr(0, size))) ? size : 0;
}

unsigned code_point_of(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return lead;
  unsigned value = lead & (0xFFU >> (character.size() + 1));
  for (const char c : character.substr(1)) value = value << 6 | (static_cast<unsigned char>(c) & 0x3FU);
  return value;
}

char* put(char* out, std::string_view text) {
  std::memcpy(out, text.data(), text.size());
  return out + text.size();
}

char* put_unit(char* out, unsigned unit) {
  out = put(out, "\\u");
  for (int shift = 12; shift >= 0; shift -= 4) *out++ = kHexDigits[unit >> shift & 15];
  return out;
}

char* put_escaped(char* out, unsigned code_point) {
  if (code_point < 0x10000) return put_unit(out, code_point);
  out = put_unit(out, 0xD800 + ((code_point - 0x10000) >> 10));
  return put_unit(out, 0xDC00 + ((code_point - 0x10000) & 0x3FF));
}

char* put_ascii(char* out, char c) {
  if (c == '"' || c == '\\') {
    *out++ = '\\';
    *out++ = c;
    return out;
  }
  if (c == '\n') return put(out, "\\n");
  if (c == '\r') return put(out, "\\r");
  if (c == '\t') return put(out, "\\t");
  return put_unit(out, static_cast<unsigned char>(c));
}

bool is_plain(char c) {
  return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

}  // namespace

JsonEscaped escape_json(std::string_view text, std::span<char> out, JsonCharacters characters) {
  char* to = out.data();
  const char* const last = out.data() + (out.size() < kMaxJsonCharacter ? 0 : out.size() - kMaxJsonCharacter);
  std::size_t at = 0;
  while (at < text.size() && to <= last && out.size() >= kMaxJsonCharacter) {
    const char c = text[at];
    if (is_plain(c)) {
      *to++ = c;
      ++at;
      continue;
    }
    const std::string_view character = text.substr(at, character_size(text.substr(at)));
    if (character.size() == 1) {
      to = put_ascii(to, c);
    } else if (characters == JsonCharacters::Ascii) {
      to = put_escaped(to, character.empty() ? 0xFFFD : code_point_of(character));
    } else {
      to = put(to, character.empty() ? kReplacement : character);
    }
    at += std::max<std::size_t>(character.size(), 1);
  }
  return {at, static_cast<std::size_t>(to - out.data())};
}

std::string json_quote(std::string_view text, JsonCharacters characters) {
  std::string quoted = "\"";
  quoted.reserve(text.size() + 2);
  std::array<char, 512> piece;
  while (!text.empty()) {
    const JsonEscaped done = escape_json(text, piece, characters);
    quoted.append(piece.data(), done.written);
    text.remove_prefix(done.read);
  }
  return quoted + '"';
}

}  // namespace ws101
