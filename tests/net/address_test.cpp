// Addresses: what they are called, and names to addresses.
#include "net/address.hpp"

#include <stdexcept>

#include "support/catch.hpp"
#include "support/nothing_left.hpp"

namespace ws101::testing {
namespace {

TEST_CASE_METHOD(NothingLeft, "literals of IPv4 and IPv6", "[address]") {
  const auto four = resolve("127.0.0.1", 8000, false);
  REQUIRE(four.size() == 1);
  CHECK(four[0].host() == "127.0.0.1");
  CHECK(four[0].port() == 8000);
  CHECK(four[0].text() == "127.0.0.1:8000");
  for (const char* const literal : {"::1", "[::1]"}) {
    const auto six = resolve(literal, 65535, false);
    REQUIRE(six.size() == 1);
    CHECK(six[0].host() == "::1");
    CHECK(six[0].text() == "[::1]:65535");
  }
}

TEST_CASE_METHOD(NothingLeft, "names, and what is none", "[address]") {
  CHECK(!resolve("localhost", 1, false).empty());
  try {
    resolve("name.invalid", 80, false);
    FAIL("a name that cannot exist was found");
  } catch (const std::runtime_error& error) {
    CHECK(std::string(error.what()).find("'name.invalid'") != std::string::npos);
  }
  CHECK_THROWS_AS(resolve("a b", 80, true), std::runtime_error);
}

}  // namespace
}  // namespace ws101::testing
