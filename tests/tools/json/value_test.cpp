#include "json/value.hpp"

#include <string>

#include "json/name_order.hpp"
#include "support/catch.hpp"

using namespace ws101;

namespace {

bool refused(const std::string& text) {
  return std::holds_alternative<JsonError>(parse_json(text));
}
JsonValue value(const std::string& text) {
  auto result = parse_json(text);
  INFO(text);
  REQUIRE(std::holds_alternative<JsonValue>(result));
  return std::get<JsonValue>(result);
}

}  // namespace

TEST_CASE("JSON of every kind is read") {
  CHECK(value("null").is_null());
  CHECK(*value(" true ").boolean());
  CHECK(*value("-0.5e+2").number() == -50);
  CHECK(*value(R"("a\n\u00e9\ud83d\ude80\/")").text() == "a\n\xC3\xA9\xF0\x9F\x9A\x80/");
  const JsonValue object = value(R"({"a":[1,2,{"b":"c"}],"d":{}})");
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

TEST_CASE("a JSON error shows where and what") {
  const auto words = [](std::string_view text) { return std::get<JsonError>(parse_json(text)).words; };
  CHECK(words("{\"a\" 1}") == "expected ':' at byte 5, got \"1}\"");
  CHECK(words("my diary\n") == "expected a value at byte 0, got \"my diary\\n\"");
  CHECK(words("{\"a\":\"b") == "expected the rest of a string at byte 7, got the end");
  CHECK(words("[1e999]") == "expected a number that a double can hold at byte 1, got \"1e999]\"");
  CHECK(words("[{\"a\":1,\"a\":2}]") ==
        "expected each name once at byte 1, got \"{\\\"a\\\":1,\\\"a\\\":2}]\"");
}

TEST_CASE("an object with 100,000 names costs n log n comparisons, not n squared") {
  constexpr std::size_t kNames = 100'000;
  std::string text = "{";
  for (std::size_t i = 0; i < kNames; ++i) {
    // In an order that helps no sorting.
    text += (i == 0 ? "\"" : ",\"") + std::to_string(i * 7919 % kNames) + "\":1";
  }
  text += '}';
  CHECK(text.size() > 900'000);
  const JsonValue object = value(text);
  REQUIRE(object.object()->size() == kNames);
  CHECK(object.object()->begin()->name == "0");
  CHECK(object.find("99999") != nullptr);
  CHECK(object.find("100000") == nullptr);

  text.back() = ',';
  CHECK(std::get<JsonError>(parse_json(text + "\"5\":1}")).words.starts_with("expected each name once"));

  // The same names again through the function that orders them, with a comparison that counts.
  std::size_t comparisons = 0;
  const auto counting = [&](std::string_view a, std::string_view b) {
    ++comparisons;
    return a < b;
  };
  std::vector<std::string> names;
  for (const JsonMember& member : *object.object()) names.push_back(member.name);
  const auto order = name_order(
      kNames, [&](std::size_t i) { return std::string_view(names[i]); }, counting);
  CHECK(comparisons < kNames * 17);  // log2(100,000) is 16.6
  for (std::size_t i = 1; i < kNames; ++i) REQUIRE(names[order[i - 1]] < names[order[i]]);
}
