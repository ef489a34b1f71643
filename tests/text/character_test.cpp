// Characters at the front of a text.
#include "text/character.hpp"

#include "support/catch.hpp"

namespace ws101::testing {
namespace {

TEST_CASE("a character at the front of a text, and its value") {
  using namespace ws101;
  CHECK(character_size(bytes_of("a")) == 1);
  CHECK(character_size(bytes_of("\xc3\xa9x")) == 2);
  CHECK(character_size(bytes_of("\xe2\x82\xac")) == 3);
  CHECK(character_size(bytes_of("\xf0\x9f\x98\x80")) == 4);
  for (const char* const bad : {"", "\xe2\x82", "\x80", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80"}) {
    CHECK(character_size(bytes_of(bad)) == 0);
  }
  CHECK(code_point(bytes_of("a")) == U'a');
  CHECK(code_point(bytes_of("\xc3\xa9")) == U'\u00e9');
  CHECK(code_point(bytes_of("\xe2\x82\xac")) == U'\u20ac');
  CHECK(code_point(bytes_of("\xf0\x9f\x98\x80")) == U'\U0001F600');
}

}  // namespace
}  // namespace ws101::testing
