// Characters: where they end, whether a terminal can show them, how many columns they take.
#pragma once

#include <cstddef>
#include <string_view>

#include "text/bytes.hpp"

namespace ws101 {

// One character at the front of a text, or one byte that does not begin a character.
struct NextCharacter {
  std::size_t bytes = 1;
  bool valid = false;
  bool cut = false;  // the text ends inside a character that is valid so far
  char32_t code_point = 0;
};
// `text` has at least one byte.
NextCharacter next_character(Bytes text);

// True if a code point can be shown unchanged. False for controls (C0, DEL, C1), the soft hyphen, combining
// marks of the common blocks (they would attach to our quote), zero-width and invisible characters, line
// and paragraph separators, bidirectional marks, overrides and isolates, variation selectors, the byte
// order mark, tags, private use, noncharacters.
bool is_printable(char32_t code_point);

// Columns that a terminal uses for a printable code point: 1, or 2 for wide ones (CJK, emoji).
int columns(char32_t code_point);

// Columns of text in valid UTF-8 that holds printable characters only.
std::size_t display_width(std::string_view text);

}  // namespace ws101
