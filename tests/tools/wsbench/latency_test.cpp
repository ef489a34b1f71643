#include "wsbench/latency.hpp"

#include "support/catch.hpp"

using ws101::wsbench::LatencyHistogram;

TEST_CASE("a histogram of nothing is all zeros") {
  const LatencyHistogram empty;
  CHECK(empty.count() == 0);
  CHECK(empty.percentile(0.5) == 0);
  CHECK(empty.max() == 0);
}

TEST_CASE("small latencies are exact") {
  LatencyHistogram latency;
  for (std::uint64_t i = 1; i <= 100; ++i) latency.add(i);
  CHECK(latency.count() == 100);
  CHECK(latency.percentile(0) == 1);
  CHECK(latency.percentile(0.50) == 50);
  CHECK(latency.percentile(0.90) == 90);
  CHECK(latency.percentile(0.99) == 99);
  CHECK(latency.percentile(1) == 100);
}

TEST_CASE("a percentile is never too low, and at most 1/64 too high") {
  std::uint64_t value = 1;
  for (int i = 0; i < 200; ++i) {
    value += value / 5 + 1;
    LatencyHistogram latency;
    latency.add(value);
    latency.add(~std::uint64_t{0});  // so that the maximum does not cut it
    CAPTURE(value);
    CHECK(latency.percentile(0.5) >= value);
    CHECK(latency.percentile(0.5) - value <= value / 64);
  }
}

TEST_CASE("the largest latency is told as it was") {
  LatencyHistogram latency;
  latency.add(1'000'003);
  CHECK(latency.percentile(0.5) == 1'000'003);
  latency.add(~std::uint64_t{0});
  CHECK(latency.max() == ~std::uint64_t{0});
  CHECK(latency.percentile(1) == ~std::uint64_t{0});
}
