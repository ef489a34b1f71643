// Characters: where they end, which ones a terminal may be shown, and how many columns they take.
#include "text/width.hpp"

#include <string>

#include "support/catch.hpp"

using namespace ws101;

namespace {

NextCharacter next_of(std::string_view text) {
  return next_character(bytes_of(text));
}

}  // namespace

TEST_CASE("the character at the front is taken whole, whatever follows it") {
  struct Row {
    std::string_view text;
    std::size_t bytes;
    char32_t code_point;
  };
  for (const Row& row :
       {Row{"A", 1, 'A'}, Row{"\x7F", 1, 0x7F}, Row{"\xC2\x80", 2, 0x80}, Row{"\xC3\xA9", 2, 0xE9},
        Row{"\xDF\xBF", 2, 0x7FF}, Row{"\xE0\xA0\x80", 3, 0x800}, Row{"\xE2\x82\xAC", 3, 0x20AC},
        Row{"\xEF\xBF\xBF", 3, 0xFFFF}, Row{"\xF0\x90\x80\x80", 4, 0x10000},
        Row{"\xF0\x9F\x98\x80", 4, 0x1F600}, Row{"\xF4\x8F\xBF\xBF", 4, 0x10FFFF}}) {
    for (const std::string_view behind : {"", "z", "\x80", "\xFF"}) {
      const NextCharacter next = next_of(std::string(row.text) + std::string(behind));
      CAPTURE(row.text, behind);
      CHECK(next.valid);
      CHECK_FALSE(next.cut);
      CHECK(next.bytes == row.bytes);
      CHECK(next.code_point == row.code_point);
    }
  }
}

TEST_CASE("a byte that begins no character is one byte, and not valid") {
  for (const std::string_view text :
       {"\x80", "\xBFz", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80", "\xFE", "\xFF", "\xC3z", "\xE2\x82z"}) {
    const NextCharacter next = next_of(text);
    CAPTURE(text);
    CHECK_FALSE(next.valid);
    CHECK_FALSE(next.cut);
    CHECK(next.bytes == 1);
  }
}

TEST_CASE("a text that ends inside a character is told from a wrong one") {
  for (const std::string_view text : {"\xC3", "\xE2", "\xE2\x82", "\xF0", "\xF0\x9F", "\xF0\x9F\x98"}) {
    const NextCharacter next = next_of(text);
    CAPTURE(text);
    CHECK(next.cut);
    CHECK_FALSE(next.valid);
  }
}

TEST_CASE("what hides, joins or turns text around is not printable") {
  for (const char32_t c :
       {U'\0',         U'\n',         U'\x1B',       U'\x7F',      U'\u0085', U'\u00A0', U'\u00AD',
        U'\u0301',     U'\u061C',     U'\u200B',     U'\u200D',    U'\u200E', U'\u2028', U'\u202E',
        U'\u2066',     U'\u2069',     U'\uE000',     U'\uFDD0',    U'\uFE0F', U'\uFEFF', U'\uFFFE',
        U'\U0001FFFF', U'\U000E0041', U'\U000F0000', U'\U0010FFFF'}) {
    CAPTURE(static_cast<unsigned long>(c));
    CHECK_FALSE(is_printable(c));
  }
}

TEST_CASE("letters, signs and pictures are printable") {
  for (const char32_t c : {U' ', U'~', U'\u00A1', U'\u00E9', U'\u03A9', U'\u0416', U'\u05D0', U'\u2010',
                           U'\u20AC', U'\u2603', U'\u4E2D', U'\uFFFD', U'\U0001F600', U'\U00020000'}) {
    CAPTURE(static_cast<unsigned long>(c));
    CHECK(is_printable(c));
  }
}

TEST_CASE("Chinese, Japanese, Korean and emoji take two columns, others one") {
  for (const char32_t c :
       {U'\u1100', U'\u231A', U'\u3042', U'\u4E2D', U'\uAC00', U'\uFF01', U'\U0001F600', U'\U00020000'}) {
    CAPTURE(static_cast<unsigned long>(c));
    CHECK(columns(c) == 2);
  }
  for (const char32_t c : {U'a', U'\u00E9', U'\u0416', U'\u20AC', U'\uFF61', U'\uFFFD', U'\U00010000'}) {
    CAPTURE(static_cast<unsigned long>(c));
    CHECK(columns(c) == 1);
  }
}

TEST_CASE("the width of a text is the sum of its characters") {
  CHECK(display_width("") == 0);
  CHECK(display_width("Hello") == 5);
  CHECK(display_width("gr\xC3\xBC\xC3\x9F") == 4);
  CHECK(display_width("\xE4\xBD\xA0\xE5\xA5\xBD!") == 5);
  CHECK(display_width("\xF0\x9F\x98\x80") == 2);
}
