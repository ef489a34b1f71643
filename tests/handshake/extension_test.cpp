// The grammar of Sec-WebSocket-Extensions.
#include "handshake/extension.hpp"

#include <string>

#include "handshake/captured.hpp"
#include "support/catch.hpp"

using namespace ws101;

namespace {

std::string shown(std::string_view value) {
  const auto parsed = parse_extensions(value);
  if (const SyntaxError* error = std::get_if<SyntaxError>(&parsed)) {
    CHECK_FALSE(error->words.empty());
    return "error at " + std::to_string(error->offset);
  }
  return extensions_text(std::get<std::vector<Extension>>(parsed));
}

}  // namespace

TEST_CASE("H14 extension lists and their parameters", "[rfc6455-9.1]") {
  CHECK(shown("foo") == "foo");
  CHECK(shown("permessage-deflate; client_max_window_bits; server_max_window_bits=10") ==
        "permessage-deflate; client_max_window_bits; server_max_window_bits=10");
  CHECK(shown("foo;bar=1,baz ; x = \"y\"\t, q") == "foo; bar=1, baz; x=y, q");
  CHECK(shown(" , foo,, bar ,") == "foo, bar");
  CHECK(shown("foo; a=\"b\\c\"") == "foo; a=bc");
}

TEST_CASE("H14 malformed extension lists, and where", "[rfc6455-9.1][hs-extension]") {
  CHECK(shown("") == "error at 0");
  CHECK(shown(" ") == "error at 0");
  CHECK(shown(", ,") == "error at 0");
  CHECK(shown("foo;") == "error at 4");
  CHECK(shown("foo; =1") == "error at 5");
  CHECK(shown("foo; a=") == "error at 7");
  CHECK(shown("foo; a=,b") == "error at 7");
  CHECK(shown("foo bar") == "error at 4");
  CHECK(shown("foo; a b") == "error at 7");
  CHECK(shown("foo; a=b c") == "error at 9");
  CHECK(shown(";a") == "error at 0");
  CHECK(shown("foo=1") == "error at 3");
  CHECK(shown("f(o") == "error at 1");
  CHECK(shown("foo; a=\"b") == "error at 7");
  CHECK(shown("foo; a=\"b\\") == "error at 7");
  CHECK(shown("foo; a=\"b\\\"") == "error at 7");
  CHECK(shown("foo; a=\"b\"c") == "error at 10");
  CHECK(shown("\"foo\"") == "error at 0");
}

TEST_CASE("H14 the value of a quoted string must be a token", "[rfc6455-9.1][rfc6455-4.3][hs-extension]") {
  CHECK(shown("foo; a=\"\"") == "error at 7");
  CHECK(shown("foo; a=\"b c\"") == "error at 7");
  CHECK(shown("foo; a=\"b,c\"") == "error at 7");
  CHECK(shown("foo; a=\"b\\\"c\"") == "error at 7");
}

TEST_CASE("H2 extension fields that are repeated form one list", "[rfc6455-9.1]") {
  Fields fields;
  const auto none = parse_extensions(fields);
  REQUIRE(std::holds_alternative<std::vector<Extension>>(none));
  CHECK(std::get<std::vector<Extension>>(none).empty());

  fields.add("Sec-WebSocket-Extensions", "a; b=1");
  fields.add("Other", "(");
  fields.add("sec-websocket-extensions", "c, d");
  const auto three = parse_extensions(fields);
  REQUIRE(std::holds_alternative<std::vector<Extension>>(three));
  CHECK(extensions_text(std::get<std::vector<Extension>>(three)) == "a; b=1, c, d");

  fields.add("Sec-WebSocket-Extensions", "e;");
  CHECK(std::holds_alternative<SyntaxError>(parse_extensions(fields)));
}
