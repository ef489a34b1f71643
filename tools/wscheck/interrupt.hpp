// Ctrl-C ends the run, but the report is still printed.
#pragma once

#include <atomic>
#include <csignal>

namespace ws101::wscheck {

// The first SIGINT or SIGTERM sets stop_flag(); a second one ends the program immediately.
inline std::atomic<bool>& stop_flag() {
  static constinit std::atomic<bool> flag = false;
  return flag;
}

inline void stop_on_signal() {
  struct sigaction action {};
  action.sa_handler = [](int) { stop_flag() = true; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace ws101::wscheck
