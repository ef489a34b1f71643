// Text from a peer: whether bytes are text, and how to put it into a sentence without quotes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "text/bytes.hpp"
#include "text/character.hpp"
#include "text/escape.hpp"
#include "text/utf8.hpp"

namespace ws101::wsdump {

// True for text as people write it: UTF-8 so far, and no control characters except line ends and tabs.
inline bool is_readable(Bytes bytes) {
  Utf8Validator validator;
  validator.feed(bytes);
  return !validator.failed() && std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) {
    return byte >= 0x20 ? byte != 0x7F : byte == '\n' || byte == '\r' || byte == '\t';
  });
}

// How many of the bytes are letters, digits and blanks.
inline std::size_t count_word_bytes(Bytes text) {
  const auto count = std::count_if(text.begin(), text.end(), [](std::uint8_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ';
  });
  return static_cast<std::size_t>(count);
}

// Readable, and three of four bytes are of words.
inline bool is_words(Bytes text) {
  return is_readable(text) && count_word_bytes(text) * 4 >= text.size() * 3;
}

// The bytes that someone took for Latin-1 and turned into UTF-8: one for each character. Nothing if it is not UTF-8, or
// has a character from U+0100 up.
inline std::optional<std::string> undo_utf8(Bytes text) {
  std::string undone;
  while (!text.empty()) {
    const std::size_t size = character_size(text);
    const char32_t character = size == 0 ? char32_t{0x100} : code_point(text.first(size));
    if (character > 0xFF) return std::nullopt;
    undone += static_cast<char>(static_cast<unsigned char>(character));
    text = text.subspan(size);
  }
  return undone;
}

// The text, made safe to show as by escape_text(), but with unescaped quotation marks. A text longer than `most`
// bytes ends with "... (N more bytes)".
inline std::string plain_text(Bytes text, std::size_t most) {
  std::string shown;
  const std::size_t all = text.size();
  Bytes rest = text.first(std::min(all, most));
  while (true) {
    const auto quote = std::find(rest.begin(), rest.end(), std::uint8_t{'"'});
    const auto before = static_cast<std::size_t>(quote - rest.begin());
    shown += escape_text(rest.first(before));
    if (quote == rest.end()) break;
    shown += '"';
    rest = rest.subspan(before + 1);
  }
  if (all > most) shown += "... (" + std::to_string(all - most) + " more bytes)";
  return shown;
}

}  // namespace ws101::wsdump
