#include "text/escape.hpp"

#include <random>

#include "support/catch.hpp"
#include "support/screen.hpp"
#include "text/hex.hpp"
#include "text/utf8.hpp"
#include "text/width.hpp"

using namespace ws101;

namespace {
std::string ascii(std::string_view text) {
  return escape_text(bytes_of(text));
}
std::string utf8(std::string_view text) {
  return escape_text(bytes_of(text), kUnlimited, EscapeStyle::Utf8);
}
std::string quoted(std::string_view text, std::size_t columns, EscapeStyle style = EscapeStyle::Ascii) {
  return quote_text(bytes_of(text), text.size(), columns, style);
}
}  // namespace

TEST_CASE("printable ASCII stays as it is, quotes and backslashes are told from ours") {
  CHECK(ascii("Hello, world! ~") == "Hello, world! ~");
  CHECK(ascii(R"(say "hi" \ bye)") == R"(say \"hi\" \\ bye)");
  CHECK(ascii("") == "");
}

TEST_CASE("control characters of all kinds are written out") {
  CHECK(ascii("a\nb\tc\rd") == "a\\nb\\tc\\rd");
  CHECK(ascii("\x1b[31mred\x7f") == "\\x1b[31mred\\x7f");
  CHECK(ascii(std::string_view("\0\x01", 2)) == "\\x00\\x01");
  CHECK(utf8("\xc2\x9b"
             "31m") == "\\u{9b}31m");  // C1: a one-character escape sequence
}

TEST_CASE("bytes that are not UTF-8 are shown one by one") {
  CHECK(utf8("a\xff"
             "b") == "a\\xffb");
  CHECK(utf8("\xc0\x80") == "\\xc0\\x80");
  CHECK(utf8("\xed\xa0\x80") == "\\xed\\xa0\\x80");
  CHECK(utf8("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");
  CHECK(utf8("ok\xe2\x82") == "ok\\xe2\\x82");
}

TEST_CASE("harmless text beyond ASCII is kept in UTF-8 and written as numbers in ASCII") {
  CHECK(utf8("Gr\xc3\xbc\xc3\x9f"
             "e \xe4\xbd\xa0\xe5\xa5\xbd \xf0\x9f\x98\x80") ==
        "Gr\xc3\xbc\xc3\x9f"
        "e \xe4\xbd\xa0\xe5\xa5\xbd \xf0\x9f\x98\x80");
  CHECK(ascii("Gr\xc3\xbc\xc3\x9f \xf0\x9f\x98\x80") == "Gr\\u{fc}\\u{df} \\u{1f600}");
}

TEST_CASE("characters that hide, join or turn text around are never passed on") {
  const char32_t bad[] = {0xAD,   0x300,  0x61C,  0x200B, 0x200D,  0x200E,  0x200F,  0x2028,  0x2029,  0x202A,
                          0x202D, 0x202E, 0x2060, 0x2066, 0x2069,  0x206F,  0x3164,  0xFE0F,  0xFEFF,  0xFFF9,
                          0xFFFE, 0xFFFF, 0xE000, 0xFDD0, 0x1FFFF, 0xE0001, 0xE0041, 0xE0100, 0x10FFFF};
  for (const char32_t c : bad) {
    CAPTURE(static_cast<std::uint32_t>(c));
    CHECK_FALSE(is_printable(c));
  }
  CHECK(utf8("a\xe2\x80\xae"
             "b") == "a\\u{202e}b");
  CHECK(utf8("\xef\xbb\xbf"
             "x") == "\\u{feff}x");
  for (const char32_t c : {U'A', U'\u00e9', U'\u4f60', U'\u0436', U'\u05d0', U'\U0001F600'}) {
    CHECK(is_printable(c));
  }
}

TEST_CASE("a limit never cuts a character or an escape") {
  CHECK(escape_text(bytes_of("Hello"), 2) == "He ... (3 more bytes)");
  CHECK(escape_text(bytes_of("abcd"), 3) == "abc ... (1 more byte)");
  const std::string_view euros = "\xe2\x82\xac\xe2\x82\xac";
  CHECK(escape_text(bytes_of(euros), 4, EscapeStyle::Utf8) == "\xe2\x82\xac ... (3 more bytes)");
  std::string out = "so: ";
  const Escaped prefix = append_escaped(out, bytes_of("\x01\x02\x03"), 9, EscapeStyle::Ascii);
  CHECK(out == "so: \\x01\\x02");
  CHECK(prefix.bytes == 2);
  CHECK(prefix.columns == 8);
}

TEST_CASE("wide characters count two columns") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("\xe4\xbd\xa0\xe5\xa5\xbd") == 4);
  CHECK(display_width("\xf0\x9f\x98\x80") == 2);
  CHECK(display_width("\xc3\xa9") == 1);
}

TEST_CASE("quoted text fits its columns and tells what is left out") {
  CHECK(quoted("Hello", 7) == "\"Hello\"");
  CHECK(quoted("Hello", 40) == "\"Hello\"");
  CHECK(quoted("", 8) == "\"\"");
  CHECK(quoted(std::string(100, 'a'), 40) == "\"" + std::string(17, 'a') + "\" ... (83 more bytes)");
  CHECK(quote_text(bytes_of("Hel"), 65523, 60) == "\"Hel\" ... (65520 more bytes)");
  // A preview that ends inside a character is cut before it.
  CHECK(quote_text(bytes_of("a\xe2\x82"), 9, 60) == "\"a\" ... (8 more bytes)");
}

TEST_CASE("hex fits its columns and tells what is left out") {
  CHECK(hex(bytes_of("Hello")) == "48656c6c6f");
  CHECK(hex_text(bytes_of("Hello"), 5, 14) == "48 65 6c 6c 6f");
  CHECK(hex_text(bytes_of("Hello"), 5, 13) == "48 65 6c ...");
  std::string out;
  CHECK(append_hex(out, bytes_of("Hello"), {1005, 40, CutMark::Dots}) == 18);
  CHECK(out == "48 65 6c 6c 6f ...");
  CHECK(hex_text(bytes_of("Hello"), 1005, 40) == "48 65 6c 6c 6f ... (1000 more bytes)");
}

TEST_CASE("whatever the bytes, the output is safe, fits, and stands for the bytes it says") {
  std::mt19937 random(101);
  for (int round = 0; round < 10'000; ++round) {
    std::string text(random() % 40, '\0');
    for (char& c : text) {
      static constexpr std::string_view kInteresting =
          "\xe2\x80\xae\xf0\x9f\x98\x80\xc2\x9b\x1b\n\"\\ab\xef\xbb\xbf";
      c = random() % 3 == 0 ? static_cast<char>(random()) : kInteresting[random() % kInteresting.size()];
    }
    const EscapeStyle style = random() % 2 == 0 ? EscapeStyle::Ascii : EscapeStyle::Utf8;
    const std::size_t columns = 8 + random() % 72;
    const std::string shown = quoted(text, columns, style);
    const std::string wrong = testing::wrong_on_screen(shown, style == EscapeStyle::Ascii);
    const std::size_t width = display_width(shown);
    std::string all;
    const Escaped prefix = append_escaped(all, bytes_of(text), kUnlimited, style);
    const std::size_t stands_for = prefix.columns == display_width(all) ? prefix.bytes : 0;
    if (!wrong.empty() || width > columns || stands_for != text.size()) {
      FAIL("round " << round << ": " << hex(bytes_of(text)) << " in " << columns << " columns gives\n  "
                    << shown << "\n  " << (wrong.empty() ? "nothing unsafe in it" : wrong) << ", " << width
                    << " columns wide, all of it stands for " << stands_for << " of " << text.size()
                    << " bytes");
    }
  }
}
