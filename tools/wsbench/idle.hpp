// Connections that are opened and then idle: how much memory one costs the server.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "wsbench/plan.hpp"

namespace ws101::wsbench {

struct ServerMemory {
  std::uint64_t before = 0;  // resident bytes without our connections
  std::uint64_t opened = 0;  // with all of them, just opened
  std::uint64_t held = 0;    // after they were idle for --seconds
  std::uint64_t threads_before = 0;
  std::uint64_t threads = 0;
};

struct IdleResult {
  std::size_t connections = 0;
  double open_seconds = 0;             // that it took to open them
  std::optional<ServerMemory> memory;  // if --pid was given
};

// Opens --connections connections, keeps them for --seconds or until Ctrl-C, and closes them. Throws
// Failure.
IdleResult run_idle(const Plan& plan);

}  // namespace ws101::wsbench
