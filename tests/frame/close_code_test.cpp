// The close codes and their ranges (RFC 6455 7.4).
#include "frame/close_code.hpp"

#include <set>

#include "support/catch.hpp"

namespace ws101 {
namespace {

TEST_CASE("the codes that may be sent are those of the registry and the free ranges",
          "[rfc6455-7.4.1][rfc6455-7.4.2][close-code-range]") {
  const std::set<int> registered{1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014};
  for (int code = 0; code <= 0xFFFF; ++code) {
    const bool expected = registered.count(code) == 1 || (code >= 3000 && code < 5000);
    if (may_be_sent(static_cast<CloseCode>(code)) != expected) FAIL("may_be_sent(" << code << ")");
  }
}

TEST_CASE("four codes never stand in a Close frame", "[rfc6455-7.4.1][close-code-forbidden]") {
  const std::set<int> never{1004, 1005, 1006, 1015};
  for (int code = 0; code <= 0xFFFF; ++code) {
    if (is_never_on_the_wire(static_cast<CloseCode>(code)) != (never.count(code) == 1)) {
      FAIL("is_never_on_the_wire(" << code << ")");
    }
  }
}

TEST_CASE("number() is the number on the wire") {
  CHECK(number(CloseCode::Normal) == 1000);
  CHECK(number(static_cast<CloseCode>(4999)) == 4999);
}

}  // namespace
}  // namespace ws101
