// Opens connections: connect and opening handshake, some of them at a time.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>

#include "wsbench/dial.hpp"
#include "wsbench/latency.hpp"
#include "wsbench/opening.hpp"

namespace ws101::wsbench {

struct OpeningsResult {
  std::size_t opened = 0;  // fewer than asked for after Ctrl-C
  double seconds = 0;      // from the first connect() to the last answer
  std::optional<std::uint64_t>
      server_cpu;            // nanoseconds that the server used meanwhile, when --pid was given
  LatencyHistogram latency;  // from connect() to the whole answer
};

// Opens `count` connections, at most `parallel` at a time, and hands each over when its handshake is done;
// to drop the socket closes it. Throws Failure.
OpeningsResult open_connections(const Plan& plan, std::size_t count, std::size_t parallel,
                                const std::function<void(FileDescriptor)>& done);

}  // namespace ws101::wsbench
