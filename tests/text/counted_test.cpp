#include "text/counted.hpp"

#include "support/catch.hpp"

using namespace ws101;

TEST_CASE("one is singular, none and many are plural") {
  CHECK(counted(0, "byte") == "0 bytes");
  CHECK(counted(1, "byte") == "1 byte");
  CHECK(counted(2, "byte") == "2 bytes");
  CHECK(counted(18446744073709551615U, "byte") == "18446744073709551615 bytes");
  CHECK(counted(2, "entry", "entries") == "2 entries");
  CHECK(counted(1, "copy", "copies") == "1 copy");
  CHECK(counted(3, "copy", "copies") == "3 copies");
}
