#include "json/quote.hpp"

#include <array>

#include "json/value.hpp"
#include "support/catch.hpp"

using namespace ws101;

TEST_CASE("a quoted text comes back as it was, and bad UTF-8 as a replacement character") {
  std::string all;
  for (int i = 0; i < 20; ++i) {
    for (int c = 0; c < 128; ++c) all += static_cast<char>(c);
    all += "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x9A\x80";
  }
  for (const JsonCharacters characters : {JsonCharacters::Utf8, JsonCharacters::Ascii}) {
    const auto parsed = parse_json(json_quote(all, characters));
    REQUIRE(std::holds_alternative<JsonValue>(parsed));
    CHECK(*std::get<JsonValue>(parsed).text() == all);
  }
  CHECK(json_quote("a\xFF\xC3(\xE2\x82") == "\"a\xEF\xBF\xBD\xEF\xBF\xBD(\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

TEST_CASE("in the ASCII style every other character is written in units of UTF-16") {
  CHECK(json_quote("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x9A\x80\x7F\xFF\n\"", JsonCharacters::Ascii) ==
        R"("\u00e9\u20ac\ud83d\ude80\u007f\ufffd\n\"")");
}

TEST_CASE("escaping stops where no further character is sure to fit, and goes on from there") {
  const std::string text =
      "ab\xF0\x9F\x9A\x80"
      "cd";
  std::array<char, kMaxJsonCharacter + 1> out;
  const JsonEscaped first = escape_json(text, out, JsonCharacters::Ascii);
  CHECK(first.read == 2);
  CHECK(std::string(out.data(), first.written) == "ab");
  const JsonEscaped second = escape_json(text.substr(2), out, JsonCharacters::Ascii);
  CHECK(second.read == 4);
  CHECK(std::string(out.data(), second.written) == "\\ud83d\\ude80");
  std::array<char, kMaxJsonCharacter - 1> small;
  CHECK(escape_json(text, small, JsonCharacters::Ascii).read == 0);
}
