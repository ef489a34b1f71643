#include "wsbench/latency.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace ws101::wsbench {

// Values below 128 have a bucket each. Above, the top seven bits of the value choose the bucket: the first of
// them is always 1, so the other six give 64 steps for each doubling.
std::size_t LatencyHistogram::bucket_of(std::uint64_t nanoseconds) {
  if (nanoseconds < 2 * kSteps) return static_cast<std::size_t>(nanoseconds);
  const unsigned shift = static_cast<unsigned>(std::bit_width(nanoseconds)) - 7;
  return shift * kSteps + static_cast<std::size_t>(nanoseconds >> shift);
}

std::uint64_t LatencyHistogram::last_in(std::size_t bucket) {
  if (bucket < 2 * kSteps) return bucket;
  const std::size_t shift = bucket / kSteps - 1;
  const std::uint64_t top = kSteps + bucket % kSteps;
  return (top << shift) + ((std::uint64_t{1} << shift) - 1);
}

void LatencyHistogram::add(std::uint64_t nanoseconds) {
  ++buckets_[bucket_of(nanoseconds)];
  ++count_;
  max_ = std::max(max_, nanoseconds);
}

std::uint64_t LatencyHistogram::percentile(double share) const {
  if (count_ == 0) return 0;
  const double wanted = std::ceil(share * static_cast<double>(count_));
  const auto rank = std::clamp<std::uint64_t>(static_cast<std::uint64_t>(std::max(wanted, 1.0)), 1, count_);
  std::uint64_t passed = 0;
  for (std::size_t bucket = 0; bucket < kBuckets; ++bucket) {
    passed += buckets_[bucket];
    if (passed >= rank) return std::min(last_in(bucket), max_);
  }
  return max_;
}

}  // namespace ws101::wsbench
