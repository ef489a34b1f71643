// The load itself: messages out on many connections, every byte that comes back compared, the time taken.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "wsbench/latency.hpp"
#include "wsbench/plan.hpp"

namespace ws101::wsbench {

struct LoadResult {
  std::uint64_t messages = 0;  // that came back within the measured time
  double seconds = 0;          // between the first and the last of them
  LatencyHistogram latency;    // from just before a message is sent until its last byte is here
  std::optional<std::uint64_t>
      server_cpu;  // nanoseconds that the server used meanwhile, when --pid was given
  double messages_per_second() const { return seconds > 0 ? static_cast<double>(messages) / seconds : 0; }
};

// Called a few times a second: seconds since the start, and messages a second since the last call.
using Progress = std::function<void(double elapsed, double rate)>;

// Opens the connections, runs warm-up and measurement, then waits for all that is still under way and takes
// leave as the protocol wants it. Throws Failure, also for the first byte that is not the expected one.
LoadResult run_load(const Plan& plan, const Progress& progress);

}  // namespace ws101::wsbench
