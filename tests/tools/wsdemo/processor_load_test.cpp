#include "wsdemo/processor_load.hpp"

#include "support/catch.hpp"

using namespace ws101::demos;

TEST_CASE("the lines of /proc/stat become busy and idle time") {
  const auto times = parse_processor_times(
      "cpu  10 1 5 80 4 0 0 0 0 0\ncpu0 6 1 3 40 2 0 0 0 0 0\ncpu1 4 0 2 40 2 0 0 0 0 0\nintr 5\n");
  REQUIRE(times.has_value());
  CHECK(times->together.busy == 16);
  CHECK(times->together.all == 100);
  CHECK(times->cores.size() == 2);
  CHECK(times->cores[1].busy == 6);
  CHECK_FALSE(parse_processor_times("").has_value());
  CHECK_FALSE(parse_processor_times("cpu0 1 2 3 4\n").has_value());
  CHECK_FALSE(parse_processor_times("cpu  1 2\n").has_value());
  CHECK(parse_processor_times("cpu  1 2 3 4").has_value());
}

TEST_CASE("load is the busy part of the time that has passed") {
  CHECK(load_between({10, 100}, {20, 140}) == 25.0);
  CHECK(load_between({10, 100}, {10, 140}) == 0.0);
  CHECK(load_between({10, 100}, {10, 100}) == 0.0);
  CHECK(load_between({10, 100}, {5, 120}) == 0.0);
  CHECK(load_between({10, 100}, {30, 110}) == 100.0);
}
