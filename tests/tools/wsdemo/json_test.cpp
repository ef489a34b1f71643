#include "wsdemo/json.hpp"

#include <string>

#include "support/catch.hpp"

using namespace ws101::demos;

namespace {

bool refused(const std::string& text) {
  return std::holds_alternative<JsonError>(parse_json(text));
}
Json value(const std::string& text) {
  auto result = parse_json(text);
  INFO(text);
  REQUIRE(std::holds_alternative<Json>(result));
  return std::get<Json>(result);
}

}  // namespace

TEST_CASE("JSON of every kind is read") {
  CHECK(value("null").is_null());
  CHECK(*value(" true ").boolean());
  CHECK(*value("-0.5e+2").number() == -50);
  CHECK(*value(R"("a\n\u00e9\ud83d\ude80\/")").text() == "a\n\xC3\xA9\xF0\x9F\x9A\x80/");
  const Json object = value(R"({"a":[1,2,{"b":"c"}],"d":{}})");
  CHECK(object.find("a")->array()->size() == 3);
  CHECK(*object.find("a")->array()->at(2).find_text("b") == "c");
  CHECK(object.find("x") == nullptr);
  CHECK(object.find_text("d") == nullptr);
}

TEST_CASE("what is not JSON is refused, and so is what is ambiguous") {
  for (const char* text : {"",
                           " ",
                           "{",
                           "[1,]",
                           "{\"a\":1,}",
                           "01",
                           "+1",
                           ".5",
                           "1.",
                           "1e",
                           "--1",
                           "NaN",
                           "Infinity",
                           "'a'",
                           "\"a",
                           "\"\\x\"",
                           "\"\\u12\"",
                           "\"\\u 123\"",
                           "\"\\ud800\"",
                           "\"\\udc00\"",
                           "\"\\ud800\\u0041\"",
                           "\"a\nb\"",
                           "tru",
                           "true false",
                           "{\"a\":1,\"a\":2}",
                           "{a:1}",
                           "[1 2]",
                           "1e999",
                           "//x\n1",
                           "alert(1)",
                           "\"\xFF\"",
                           "\xEF\xBB\xBF"
                           "1"}) {
    INFO(text);
    CHECK(refused(text));
  }
  CHECK(refused(std::string(17, '[') + std::string(17, ']')));
  CHECK_FALSE(refused(std::string(16, '[') + std::string(16, ']')));
  CHECK(refused(std::string(1'000'000, '[')));
  CHECK(std::get<JsonError>(parse_json("{\"a\" 1}")).words == "expected ':' at byte 5, got \"1}\"");
}

TEST_CASE("a quoted text comes back as it was, and bad UTF-8 as a replacement character") {
  std::string all;
  for (int c = 0; c < 128; ++c) all += static_cast<char>(c);
  all += "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x9A\x80";
  CHECK(*value(json_quote(all)).text() == all);
  CHECK(json_quote("a\xFF\xC3(\xE2\x82") == "\"a\xEF\xBF\xBD\xEF\xBF\xBD(\xEF\xBF\xBD\xEF\xBF\xBD\"");
  CHECK(json_error("a \"b\"") == R"({"error":"a \"b\""})");
}
