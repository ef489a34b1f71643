// The sixteen opcodes (RFC 6455 5.2, 11.8).
#include "frame/opcode.hpp"

#include <set>

#include "support/catch.hpp"

namespace ws101 {
namespace {

TEST_CASE("the six opcodes in use have their numbers and names", "[rfc6455-5.2][rfc6455-11.8]") {
  CHECK(name(static_cast<Opcode>(0)) == "continuation");
  CHECK(name(static_cast<Opcode>(1)) == "text");
  CHECK(name(static_cast<Opcode>(2)) == "binary");
  CHECK(name(static_cast<Opcode>(8)) == "close");
  CHECK(name(static_cast<Opcode>(9)) == "ping");
  CHECK(name(static_cast<Opcode>(10)) == "pong");
}

TEST_CASE("each of the sixteen values is told apart", "[rfc6455-5.2][rfc6455-5.5]") {
  const std::set<int> reserved{3, 4, 5, 6, 7, 11, 12, 13, 14, 15};
  for (int value = 0; value < 16; ++value) {
    CAPTURE(value);
    const auto opcode = static_cast<Opcode>(value);
    CHECK(is_control(opcode) == (value >= 8));
    CHECK(begins_message(opcode) == (value == 1 || value == 2));
    CHECK(is_reserved(opcode) == (reserved.count(value) == 1));
    CHECK((name(opcode) == "reserved") == is_reserved(opcode));
  }
}

}  // namespace
}  // namespace ws101
