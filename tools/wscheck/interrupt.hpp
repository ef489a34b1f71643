// Ctrl-C ends the run, but the report is still printed.
#pragma once

#include <atomic>
#include <csignal>

#include "handle_once.hpp"

namespace ws101::wscheck {

// The first SIGINT or SIGTERM sets stop_flag(); a second one ends the program immediately.
inline std::atomic<bool>& stop_flag() {
  static constinit std::atomic<bool> flag = false;
  return flag;
}

inline void stop_on_signal() {
  handle_once({SIGINT, SIGTERM}, [](int) { stop_flag() = true; });
  std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace ws101::wscheck
