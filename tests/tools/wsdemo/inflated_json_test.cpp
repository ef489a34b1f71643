// A compressed message as JSON: its bytes and its tokens. The inputs are those of RFC 7692 7.2.3 and of zlib.
#include "wsdemo/inflated_json.hpp"

#include "json/value.hpp"
#include "support/catch.hpp"
#include "support/frames.hpp"

using namespace ws101;
using namespace ws101::demos;
using ws101::testing::hex;

namespace {

JsonValue inflated(const std::vector<std::uint8_t>& payload, Opcode kind = Opcode::Text) {
  const std::string text = inflated_json(payload, kind);
  INFO(text);
  auto result = parse_json(text);
  REQUIRE(std::holds_alternative<JsonValue>(result));
  return std::get<JsonValue>(result);
}

// "block H e l l o end": literals as they are, copies as 5<7.
std::string tokens_of(const JsonValue& value) {
  std::string words;
  for (const JsonValue& token : *value.find("tokens")->array()) {
    const std::string& kind = *token.find_text("kind");
    words += words.empty() ? "" : " ";
    if (kind == "copy") {
      words += std::to_string(static_cast<int>(*token.find("length")->number())) + "<" +
               std::to_string(static_cast<int>(*token.find("distance")->number()));
    } else {
      words += kind == "literal" || kind == "stored" ? *token.find_text("text") : kind;
    }
  }
  return words;
}

double bits_of(const JsonValue& value) {
  double bits = 0;
  for (const JsonValue& token : *value.find("tokens")->array()) bits += *token.find("bits")->number();
  return bits;
}

}  // namespace

TEST_CASE("a compressed Hello has its letters as tokens", "[rfc7692-7.2.3.1]") {
  const JsonValue hello = inflated(hex("f2 48 cd c9 c9 07 00"));
  CHECK(*hello.find_text("text") == "Hello");
  CHECK(*hello.find("length")->number() == 5);
  CHECK(*hello.find("compressed")->number() == 7);
  CHECK(*hello.find("whole")->boolean());
  CHECK(hello.find("fault")->is_null());
  CHECK(tokens_of(hello).starts_with("block H e l l o end"));
  CHECK(*hello.find("tokens")->array()->at(0).find_text("text") == "fixed codes");
  CHECK(*inflated(hex("f2 48 cd c9 c9 07 00"), Opcode::Binary).find_text("text") == "48 65 6c 6c 6f");
}

TEST_CASE("a copy tells what it stands for", "[rfc7692-7.2.3.2]") {
  const JsonValue thrice = inflated(hex("f2 48 cd c9 c9 d7 51 f0 40 a2 00 00"));  // by zlib
  CHECK(*thrice.find_text("text") == "Hello, Hello, Hello");
  CHECK(tokens_of(thrice).find("11<7") != std::string::npos);
  const std::string text = inflated_json(hex("f2 48 cd c9 c9 d7 51 f0 40 a2 00 00"), Opcode::Text);
  CHECK(text.find("\"text\":\"ello, Hello\",\"length\":11") != std::string::npos);
}

TEST_CASE("a stored block is told as it is, and a message in blocks as a whole", "[rfc7692-7.2.3.3]") {
  const JsonValue stored = inflated(hex("00 05 00 fa ff 48 65 6c 6c 6f 00"));
  CHECK(*stored.find_text("text") == "Hello");
  CHECK(tokens_of(stored).starts_with("block codes Hello"));
  // 7.2.3.5: two blocks
  CHECK(*inflated(hex("f2 48 05 00 00 00 ff ff ca c9 c9 07 00")).find_text("text") == "Hello");
  // 7.2.3.4: a final block
  const JsonValue final = inflated(hex("f3 48 cd c9 c9 07 00 00"));
  CHECK(*final.find_text("text") == "Hello");
  CHECK(*final.find("whole")->boolean());
  CHECK(*inflated(hex("00")).find("length")->number() == 0);
}

TEST_CASE("the bits of the tokens are those of the message and the tail that it left out") {
  // Five letters of 8 bits, the end of the block 7, two block headers of 3, and an empty stored block's lengths of 32.
  CHECK(bits_of(inflated(hex("f2 48 cd c9 c9 07 00"))) == 5 * 8 + 7 + 2 * 3 + 32);
}

TEST_CASE("what cannot be inflated says why, and what can be shown is bounded") {
  const JsonValue reserved = inflated(hex("06 00"));
  CHECK_FALSE(*reserved.find("whole")->boolean());
  CHECK(reserved.find_text("fault")->starts_with("bit 0: "));
  CHECK_FALSE(*inflated(hex("f2 48")).find("whole")->boolean());
  CHECK(inflated(hex("f2 48 cd c9 c9 07 00") * 1000).find("fault")->is_null() == false);
  CHECK(inflated(std::vector<std::uint8_t>(kMaxCompressed + 1)).find_text("fault")->find("65536") !=
        std::string::npos);
  // Stored blocks of one letter: more tokens than are shown.
  const JsonValue many = inflated(hex("00 01 00 fe ff 61") * 1000 + hex("00"));
  CHECK(many.find("tokens")->array()->size() == kTokensShown);
  CHECK(*many.find("more")->number() > 0);
  CHECK(*many.find("length")->number() == 1000);
  // A byte that is copied 258 times in about two bits goes past every limit.
  std::vector<std::uint8_t> bomb = hex("ec c0 01 0d 00 00 00 c2 a0 fe a9 97");
  CHECK(inflated(bomb).find_text("text")->size() <= kInflatedShown);
}
