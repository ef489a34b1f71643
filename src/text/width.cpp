#include "text/width.hpp"

#include <algorithm>
#include <array>

#include "text/character.hpp"
#include "text/utf8.hpp"

namespace ws101 {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t N>
bool in_ranges(const std::array<Range, N>& ranges, char32_t c) {
  const auto after = std::upper_bound(ranges.begin(), ranges.end(), c,
                                      [](char32_t value, const Range& range) { return value < range.first; });
  return after != ranges.begin() && c <= std::prev(after)->last;
}

// In rising order. Not all of Unicode's marks: only those that affect their neighbours or are invisible.
constexpr auto kNotPrintable = std::to_array<Range>({
    {0x0000, 0x001F},     // C0 controls
    {0x007F, 0x00A0},     // DEL, C1 controls, no-break space
    {0x00AD, 0x00AD},     // soft hyphen
    {0x0300, 0x036F},     // combining marks
    {0x0483, 0x0489},     // combining marks
    {0x061C, 0x061C},     // Arabic letter mark (bidirectional)
    {0x070F, 0x070F},     // Syriac abbreviation mark
    {0x115F, 0x1160},     // Hangul fillers
    {0x1680, 0x1680},     // Ogham space
    {0x17B4, 0x17B5},     // invisible Khmer vowels
    {0x180B, 0x180F},     // Mongolian selectors and vowel separator
    {0x1AB0, 0x1AFF},     // combining marks
    {0x1DC0, 0x1DFF},     // combining marks
    {0x2000, 0x200F},     // spaces, zero-width characters, bidirectional marks
    {0x2028, 0x202F},     // line and paragraph separators, bidirectional embeddings and overrides
    {0x205F, 0x206F},     // spaces, invisible operators, bidirectional isolates
    {0x20D0, 0x20FF},     // combining marks
    {0x2800, 0x2800},     // the empty Braille pattern
    {0x3000, 0x3000},     // ideographic space
    {0x302A, 0x302F},     // ideographic tone marks
    {0x3164, 0x3164},     // Hangul filler
    {0xD800, 0xF8FF},     // surrogates, private use
    {0xFDD0, 0xFDEF},     // noncharacters
    {0xFE00, 0xFE0F},     // variation selectors
    {0xFE20, 0xFE2F},     // combining marks
    {0xFEFF, 0xFEFF},     // byte order mark
    {0xFFA0, 0xFFA0},     // halfwidth Hangul filler
    {0xFFF0, 0xFFFC},     // interlinear annotation, object replacement
    {0xFFFE, 0xFFFF},     // noncharacters
    {0x1BCA0, 0x1BCA3},   // shorthand format controls
    {0x1D159, 0x1D159},   // null note head
    {0x1D165, 0x1D182},   // musical marks and format controls
    {0x1FFFE, 0x1FFFF},   // noncharacters
    {0x2FFFE, 0x2FFFF},   // noncharacters
    {0x3FFFE, 0x10FFFF},  // unassigned planes, tags, variation selectors, private use
});

// In rising order. In doubt a character counts as wide: that may waste a column, while the opposite breaks
// a table.
constexpr auto kWide = std::to_array<Range>({
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23F3},   {0x25FD, 0x25FE},
    {0x2600, 0x27BF},   {0x2B1B, 0x2B1C},   {0x2B50, 0x2B55},   {0x2E80, 0x303E},   {0x3041, 0x4DBF},
    {0x4E00, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},
    {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x18DFF}, {0x1AFF0, 0x1B2FF},
    {0x1F000, 0x1F02F}, {0x1F0A0, 0x1F0FF}, {0x1F18E, 0x1F19A}, {0x1F1E6, 0x1FAFF}, {0x20000, 0x3FFFD},
});

}  // namespace

NextCharacter next_character(Bytes text) {
  NextCharacter next;
  if (const std::size_t size = character_size(text); size > 0) {
    next.bytes = size;
    next.valid = true;
    next.code_point = code_point(text.first(size));
    return next;
  }
  Utf8Validator rest;
  next.cut = text.size() < 4 && rest.feed(text) == text.size();
  return next;
}

bool is_printable(char32_t code_point) {
  return !in_ranges(kNotPrintable, code_point);
}

int columns(char32_t code_point) {
  return in_ranges(kWide, code_point) ? 2 : 1;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (Bytes rest = bytes_of(text); !rest.empty();) {
    const NextCharacter next = next_character(rest);
    width += static_cast<std::size_t>(columns(next.code_point));
    rest = rest.subspan(next.bytes);
  }
  return width;
}

}  // namespace ws101
