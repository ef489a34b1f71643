// A histogram of latencies: millions of them need little memory, and percentiles are cheap.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace ws101::wsbench {

// The buckets grow with the value: each is at most 1/64 of its value wide, so a percentile is at most 1.6 %
// too high, and never above the largest latency seen.
class LatencyHistogram {
 public:
  void add(std::uint64_t nanoseconds);

  std::uint64_t count() const { return count_; }
  std::uint64_t max() const { return max_; }

  // The latency that `share` (0 to 1) of all do not exceed; 0 if there is none.
  std::uint64_t percentile(double share) const;

 private:
  static constexpr std::size_t kSteps = 64;                       // buckets for each doubling
  static constexpr std::size_t kBuckets = (64 - 6 + 1) * kSteps;  // up to 2^64 nanoseconds

  static std::size_t bucket_of(std::uint64_t nanoseconds);
  static std::uint64_t last_in(std::size_t bucket);

  std::array<std::uint64_t, kBuckets> buckets_{};
  std::uint64_t count_ = 0;
  std::uint64_t max_ = 0;
};

}  // namespace ws101::wsbench
