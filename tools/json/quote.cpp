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

// How many bytes at the front need no escape: printable ASCII except the quote and the backslash.
std::size_t plain_prefix(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && text[size] >= 0x20 && text[size] < 0x7F && text[size] != '"' &&
         text[size] != '\\')
    ++size;
  return size;
}

}  // namespace

JsonEscaped escape_json(std::string_view text, std::span<char> out, JsonCharacters characters) {
  JsonEscaped done;
  while (done.read < text.size() && out.size() - done.written >= kMaxJsonCharacter) {
    char* const begin = out.data() + done.written;
    const std::string_view rest = text.substr(done.read, out.size() - done.written);
    if (const std::size_t plain = plain_prefix(rest); plain > 0) {
      put(begin, rest.substr(0, plain));
      done.read += plain;
      done.written += plain;
      continue;
    }
    const std::string_view character = rest.substr(0, character_size(bytes_of(rest)));
    char* end = begin;
    if (character.size() == 1) {
      end = put_ascii(begin, rest[0]);
    } else if (characters == JsonCharacters::Ascii) {
      end = put_escaped(begin, character.empty() ? 0xFFFD : code_point(bytes_of(character)));
    } else {
      end = put(begin, character.empty() ? kReplacement : character);
    }
    done.read += std::max<std::size_t>(character.size(), 1);
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
