// Opens connections: connect and opening handshake, several at the same time.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>

#include "wsbench/dial.hpp"
#include "wsbench/latency.hpp"
#include "wsbench/opening.hpp"

namespace ws101::wsbench {

// For jobs in which the opening is not what is measured.
inline constexpr std::size_t kOpenAtOnce = 16;

struct OpeningsResult {
  std::size_t opened = 0;                   // after Ctrl-C fewer than requested
  double seconds = 0;                       // from the first connect() to the last response
  std::optional<std::uint64_t> server_cpu;  // nanoseconds that the server used meanwhile, if --pid was given
  LatencyHistogram latency;                 // from connect() to the complete response
};

// Opens `count` connections, at most `parallel` at the same time, and hands each socket over when its
// handshake is complete; destroying the socket closes it. Throws Failure.
OpeningsResult open_connections(const Plan& plan, std::size_t count, std::size_t parallel,
                                const std::function<void(FileDescriptor)>& done);

}  // namespace ws101::wsbench
