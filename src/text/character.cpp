#include "text/character.hpp"

#include "text/utf8.hpp"

namespace ws101 {

std::size_t character_size(Bytes text) {
  if (text.empty()) return 0;
  if (text[0] < 0x80) return 1;
  const std::size_t size = text[0] < 0xE0 ? 2 : text[0] < 0xF0 ? 3 : 4;
  if (size > text.size()) return 0;
  Utf8Validator validator;
  validator.feed_obvious(text.first(size));  // as fast as feed(), for so few bytes
  return validator.complete() ? size : 0;
}

char32_t code_point(Bytes character) {
  // The lead byte of a character of n > 1 bytes begins with n ones and a zero.
  char32_t value = character[0];
  if (character.size() > 1) value &= 0x7Fu >> character.size();
  for (const std::uint8_t byte : character.subspan(1)) value = value << 6 | (byte & 0x3Fu);
  return value;
}

}  // namespace ws101
