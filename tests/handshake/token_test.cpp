// Tokens, white space and case.
#include "handshake/token.hpp"

#include <string>

#include "support/catch.hpp"

using namespace ws101;

TEST_CASE("exactly the characters of RFC 9110 make tokens", "[rfc9110-5.6.2]") {
  const std::string_view punctuation = "!#$%&'*+-.^_`|~";
  for (int value = 0; value < 256; ++value) {
    const char c = static_cast<char>(value);
    const bool letter_or_digit =
        (value >= '0' && value <= '9') || (value >= 'A' && value <= 'Z') || (value >= 'a' && value <= 'z');
    CAPTURE(value);
    CHECK(is_token_char(c) ==
          (letter_or_digit || (value != 0 && punctuation.find(c) != std::string_view::npos)));
  }
  CHECK(is_token("permessage-deflate"));
  CHECK_FALSE(is_token(""));
  CHECK_FALSE(is_token("a b"));
}

TEST_CASE("optional white space is spaces and tabs at the ends", "[rfc9110-5.6.3]") {
  CHECK(trim_optional_space(" \t a b\t ") == "a b");
  CHECK(trim_optional_space(" \t").empty());
  CHECK(trim_optional_space("").empty());
  for (const std::string_view other : {"\ra", "a\r", "\na\n", "\va\v", "\fa\f",
                                       "\xa0"
                                       "a\xa0"}) {
    CAPTURE(other);
    CHECK(trim_optional_space(other) == other);
  }
}

TEST_CASE("case is that of ASCII letters alone") {
  CHECK(equal_ignoring_case("WebSocket", "websocKET"));
  CHECK(equal_ignoring_case("", ""));
  CHECK_FALSE(equal_ignoring_case("websocket", "websocke"));
  CHECK_FALSE(equal_ignoring_case("websocke", "websocket"));
  CHECK_FALSE(equal_ignoring_case("", "w"));
  CHECK_FALSE(equal_ignoring_case("[", "{"));
  CHECK_FALSE(equal_ignoring_case("@", "`"));
  CHECK_FALSE(equal_ignoring_case("\xc4", "\xe4"));
}
