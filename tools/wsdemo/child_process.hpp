// Runs one program to its end, without a shell, with limits of time and output; it can be cancelled.
#pragma once

#include <atomic>
#include <chrono>
#include <string>
#include <vector>

namespace ws101::demos {

// Bytes of standard output and standard error together.
inline constexpr std::size_t kMaxChildOutput = std::size_t{64} << 10;

struct ChildResult {
  enum class End { Exited, Signalled, TimedOut, Cancelled, NotStarted };
  End end = End::NotStarted;
  int code = 0;        // exit code, signal number, or errno of NotStarted
  std::string output;  // as it came, any bytes
  bool cut = false;    // there was more output than kMaxChildOutput; it was read and dropped
};

// `words` is the program, searched on the PATH, and its arguments. It gets /dev/null as input and a process group of
// its own; when it ends or is cancelled, the whole group is killed. Blocks. Checks `cancelled` every 50 ms.
ChildResult run_child(const std::vector<std::string>& words, std::chrono::milliseconds time_limit,
                      const std::atomic<bool>& cancelled);

}  // namespace ws101::demos
