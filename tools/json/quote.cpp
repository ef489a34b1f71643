#include "json/quote.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "text/character.hpp"
#include "text/hex.hpp"

namespace ws101 {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

char* put(char* out, std::string_view text) {
  std::memcpy(out, text.data(), text.size());
  return out + text.size();
}

char* put_unit(char* out, char32_t unit) {
  out = put(out, "\\u");
  for (int shift = 12; shift >= 0; shift -= 4) *out++ = kHexDigits[unit >> shift & 15];
  return out;
}

char* put_escaped(char* out, char32_t c) {
  if (c < 0x10000) return put_unit(out, c);
  out = put_unit(out, 0xD800 + ((c - 0x10000) >> 10));
  return put_unit(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
}

// ASCII that needs no escape: printable, but for the quote and the backslash.
constexpr std::array<bool, 0x80> kPlain = [] {
  std::array<bool, 0x80> plain{};
  for (std::size_t c = 0x20; c < 0x7F; ++c) plain[c] = c != '"' && c != '\\';
  return plain;
}();

char* put_ascii(char* out, char c) {
  if (kPlain[static_cast<unsigned char>(c)]) {
    *out++ = c;
    return out;
  }
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

}  // namespace

JsonEscaped escape_json(std::string_view text, std::span<char> out, JsonCharacters characters) {
  JsonEscaped done;
  while (done.read < text.size() && out.size() - done.written >= kMaxJsonCharacter) {
    char* const begin = out.data() + done.written;
    const char first = text[done.read];
    if (static_cast<unsigned char>(first) < 0x80) {
      done.written += static_cast<std::size_t>(put_ascii(begin, first) - begin);
      ++done.read;
      continue;
    }
    const Bytes rest = bytes_of(text.substr(done.read));
    const std::size_t size = character_size(rest);
    char* end = begin;
    if (characters == JsonCharacters::Ascii) {
      end = put_escaped(begin, size == 0 ? 0xFFFD : code_point(rest.first(size)));
    } else {
      end = put(begin, size == 0 ? kReplacement : text_of(rest.first(size)));
    }
    done.read += std::max<std::size_t>(size, 1);
    done.written += static_cast<std::size_t>(end - begin);
  }
  return done;
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
