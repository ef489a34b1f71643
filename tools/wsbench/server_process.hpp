// What the system tells about the server's process: memory, threads, processor time.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ws101::wsbench {

// Bytes, exact to a page; nothing when the process is gone or may not be looked at.
std::optional<std::uint64_t> resident_bytes(long pid);

// Threads of the process; nothing when it is gone.
std::optional<std::uint64_t> thread_count(long pid);

// Processor time that all its threads have used, in nanoseconds; nothing when it is gone. Other work on the
// machine delays a server but adds little to this, so it is the steadier measure where others build or test.
std::optional<std::uint64_t> cpu_nanoseconds(long pid);

// Measures the processor time of a span. Without a pid it measures nothing.
class CpuMeter {
 public:
  // Throws Failure when the process cannot be looked at.
  explicit CpuMeter(std::optional<long> pid);
  std::optional<std::uint64_t> used() const;  // since the construction, in nanoseconds

 private:
  std::optional<long> pid_;
  std::uint64_t begin_ = 0;
};

// The number behind `name` at the start of a line, such as 1234 for "Rss:" in "Rss:   1234 kB".
std::optional<std::uint64_t> number_behind(std::string_view text, std::string_view name);

}  // namespace ws101::wsbench
