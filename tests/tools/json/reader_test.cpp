// The streaming JSON reader: every token, every split, strictness, limits.
#include "json/reader.hpp"

#include "support/catch.hpp"

using namespace ws101;
using Token = JsonReader::Token;

namespace {

std::string tokens(const std::string& text, std::size_t piece = SIZE_MAX) {
  JsonText source(text, piece);
  JsonReader json(source);
  std::string out;
  for (;;) {
    switch (json.next()) {
      case Token::ObjectBegin:
        out += "{ ";
        break;
      case Token::ObjectEnd:
        out += "} ";
        break;
      case Token::ArrayBegin:
        out += "[ ";
        break;
      case Token::ArrayEnd:
        out += "] ";
        break;
      case Token::Key:
        out += std::string(json.text()) + ": ";
        break;
      case Token::String:
        out += "'" + std::string(json.text()) + "' ";
        break;
      case Token::Number:
        out += std::string(json.text()) + " ";
        break;
      case Token::True:
        out += "true ";
        break;
      case Token::False:
        out += "false ";
        break;
      case Token::Null:
        out += "null ";
        break;
      case Token::End:
        return out + ".";
      case Token::Incomplete:
        return out + "incomplete";
      case Token::Damaged:
        return out + json.problem().words();
    }
  }
}

}  // namespace

TEST_CASE("JSON becomes tokens, whole or byte by byte") {
  const std::size_t piece = GENERATE(std::size_t{1}, std::size_t{3}, SIZE_MAX);
  CHECK(tokens(R"({"a":[1,-0.5e+3,true,false,null,{}],"b":{"c":"d"},"e":[]})", piece) ==
        "{ a: [ 1 -0.5e+3 true false null { } ] b: { c: 'd' } e: [ ] } .");
  CHECK(tokens(" \t\r\n\"x\" \n", piece) == "'x' .");
  CHECK(tokens("\xef\xbb\xbf[0]", piece) == "[ 0 ] .");
  CHECK(tokens(R"("\"\\\/\b\f\n\r\t\u0041\u00e9\u20ac\ud83d\ude00")", piece) ==
        "'\"\\/\b\f\n\r\tA\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80' .");
  CHECK(
      tokens(R"(["\ud83d","\ud83dx","\ud83d\n","\ude00","\ud83d\ud83d\ude00"])", piece) ==
      "[ '\xef\xbf\xbd' '\xef\xbf\xbdx' '\xef\xbf\xbd\n' '\xef\xbf\xbd' '\xef\xbf\xbd\xf0\x9f\x98\x80' ] .");
}

TEST_CASE("A JSON text cut anywhere is incomplete, never damaged") {
  const std::string whole = R"({"a":[1,-0.5e+3,true,null,"\u20ac\n"],"b":{"c":"d"}})";
  for (std::size_t length = 0; length < whole.size(); ++length) {
    CAPTURE(length);
    CHECK(tokens(whole.substr(0, length)).ends_with("incomplete"));
  }
}

TEST_CASE("What is not JSON is refused with its place") {
  CHECK(tokens("[1,]") == "[ 1 expected a value at byte 3, got ']'");
  CHECK(tokens("{\"a\":1,}") == "{ a: 1 expected a key in '\"' at byte 7, got '}'");
  CHECK(tokens("[01]") == "[ 0 expected ',' or ']' at byte 2, got '1'");
  CHECK(tokens("[1.]") == "[ expected a digit at byte 3, got ']'");
  CHECK(tokens("[-]") == "[ expected a digit at byte 2, got ']'");
  CHECK(tokens("{'a':1}") == "{ expected a key in '\"' at byte 1, got '''");
  CHECK(tokens("{\"a\" 1}") == "{ expected ':' at byte 5, got '1'");
  CHECK(tokens("[tru3]") == "[ expected 'true' at byte 4, got '3'");
  CHECK(tokens("[1 2]") == "[ 1 expected ',' or ']' at byte 3, got '2'");
  CHECK(tokens("[1}") == "[ 1 expected ',' or ']' at byte 2, got '}'");
  CHECK(tokens("[] []") == "[ ] expected nothing after the end of the JSON text at byte 3, got '['");
  CHECK(tokens("\"a\nb\"") == "expected no control character in a string at byte 2, got byte 0x0a");
  CHECK(tokens("\"\\x\"") == "expected one of \" \\ / b f n r t u after a backslash at byte 2, got 'x'");
  CHECK(tokens("\"\\u12g4\"") == "expected four hexadecimal digits at byte 5, got 'g'");
}

TEST_CASE("Depth and number length are limited") {
  CHECK(tokens(std::string(64, '[') + std::string(64, ']')).ends_with("."));
  CHECK(
      tokens(std::string(65, '[')).ends_with("expected a nesting depth of at most 64 at byte 64, got more"));
  CHECK(tokens(std::string(100000, '1')).ends_with("expected a number of at most 64 at byte 65, got more"));
}

TEST_CASE("Values are stepped over without being kept") {
  JsonText source(R"({"a":{"x":[1,{"y":"z"}]},"b":"s","c":[1,{"d":2},[{}],{"e":3}],"f":4})", 1);
  JsonReader json(source);
  REQUIRE(json.enter(Token::ObjectBegin));
  REQUIRE(json.next_key());
  json.skip_value();
  REQUIRE(json.next_key());
  CHECK_FALSE(json.enter(Token::ArrayBegin));
  REQUIRE(json.next_key());
  REQUIRE(json.enter(Token::ArrayBegin));
  REQUIRE(json.next_object());
  REQUIRE(json.next_key());
  CHECK(json.read_scalar());
  CHECK_FALSE(json.next_key());
  REQUIRE(json.next_object());
  REQUIRE(json.next_key());
  CHECK(json.text() == "e");
  json.skip_value();
  CHECK_FALSE(json.next_key());
  CHECK_FALSE(json.next_object());
  REQUIRE(json.next_key());
  CHECK(json.read_scalar());
  CHECK(json.text() == "4");
  CHECK_FALSE(json.next_key());
  CHECK(json.next() == Token::End);
  CHECK(json.next() == Token::End);
}

TEST_CASE("Strictly, half a surrogate pair and a byte order mark are refused") {
  const auto problem = [](std::string_view text) {
    JsonText source(text);
    JsonReader json(source, {.rigour = JsonRigour::Strict});
    while (!json.stopped()) json.next();
    return json.problem().words();
  };
  CHECK(problem(R"(["\ud83d\ude00"])").empty());
  for (const char* const text :
       {R"(["\ud83d"])", R"(["\ud83dx"])", R"(["\ud83d\n"])", R"(["\ude00"])", R"(["\ud83d\ud83d\ude00"])"}) {
    INFO(text);
    CHECK(problem(text).starts_with("expected a whole surrogate pair at byte"));
  }
  CHECK(problem("\xef\xbb\xbf[0]") == "expected a value at byte 0, got byte 0xef");
}
