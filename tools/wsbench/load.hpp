// The load itself: sends messages on many connections, compares every byte that comes back, and measures
// the time.
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
  LatencyHistogram latency;    // from just before a message is sent until its last byte is received
  std::optional<std::uint64_t> server_cpu;  // nanoseconds that the server used meanwhile, if --pid was given
  double messages_per_second() const { return seconds > 0 ? static_cast<double>(messages) / seconds : 0; }
};

// Called a few times a second: seconds since the start, and messages a second since the last call.
using Progress = std::function<void(double elapsed, double rate)>;

// Opens the connections, runs warm-up and measurement, then waits for the messages in flight and does the
// closing handshake. Throws Failure, also for the first wrong byte.
LoadResult run_load(const Plan& plan, const Progress& progress);

}  // namespace ws101::wsbench
