// Words laid out in lines of a given width.
#include "text/wrap.hpp"

#include <random>
#include <sstream>

#include "support/catch.hpp"
#include "text/width.hpp"

using namespace ws101;

TEST_CASE("lines are broken between words, and later ones are indented") {
  CHECK(wrap("", "one two three", 0, 80) == "one two three\n");
  CHECK(wrap("", "one two three", 0, 8) == "one two\nthree\n");
  CHECK(wrap("", "one two three", 2, 9) == "one two\n  three\n");
  CHECK(wrap("note: ", "one two three", 6, 13) == "note: one two\n      three\n");
  CHECK(wrap("note: ", "", 6, 13) == "note:\n");
}

TEST_CASE("a line may be full to its last column") {
  CHECK(wrap("", "abc def", 0, 7) == "abc def\n");
  CHECK(wrap("", "abc def", 0, 6) == "abc\ndef\n");
  CHECK(wrap("", "abcdef", 0, 6) == "abcdef\n");
}

TEST_CASE("a word wider than a line is cut into pieces") {
  CHECK(wrap("", "abcdefgh", 0, 3) == "abc\ndef\ngh\n");
  CHECK(wrap("", "ab cdefgh", 1, 4) == "ab\n cde\n fgh\n");
}

TEST_CASE("line breaks of the text are kept, spaces at the end of a line are not") {
  CHECK(wrap("", "a\nb", 0, 80) == "a\nb\n");
  CHECK(wrap("", "a\n\nb", 2, 80) == "a\n\n  b\n");
  CHECK(wrap("", "a   b", 0, 80) == "a   b\n");
  CHECK(wrap("", "a   b", 0, 4) == "a\nb\n");
}

TEST_CASE("wide characters count two columns, and no character is cut") {
  CHECK(wrap("", "\xE4\xBD\xA0\xE5\xA5\xBD", 0, 4) == "\xE4\xBD\xA0\xE5\xA5\xBD\n");
  CHECK(wrap("", "\xE4\xBD\xA0\xE5\xA5\xBD", 0, 3) == "\xE4\xBD\xA0\n\xE5\xA5\xBD\n");
}

TEST_CASE("whatever the text and the width: no line is too wide, and no letter is lost") {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    const std::size_t size = random() % 60;
    for (std::size_t i = 0; i < size; ++i) text += "abc \n"[random() % 5];
    const std::size_t indent = random() % 4;
    const std::size_t width = indent + 2 + random() % 20;
    const std::string out = wrap("", text, indent, width);
    CAPTURE(text, indent, width, out);
    std::istringstream lines(out);
    for (std::string line; std::getline(lines, line);) REQUIRE(display_width(line) <= width);
    const auto letters = [](const std::string& from) {
      std::string only;
      for (const char c : from) {
        if (c != ' ' && c != '\n') only += c;
      }
      return only;
    };
    REQUIRE(letters(out) == letters(text));
    REQUIRE(out.back() == '\n');
  }
}
