// What the system reports about the server's process: memory, threads, processor time.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ws101::wsbench {

// Resident memory in bytes, exact to a page; nothing if the process is gone or may not be read.
std::optional<std::uint64_t> resident_bytes(long pid);

// Number of threads; nothing if the process is gone.
std::optional<std::uint64_t> thread_count(long pid);

// Processor time of all its threads, in nanoseconds; nothing if it is gone. Other work on the machine delays
// a server but adds little to this, so it is the more stable measure on a busy machine.
std::optional<std::uint64_t> cpu_nanoseconds(long pid);

// Measures the processor time from its construction on. Without a pid it measures nothing.
class CpuMeter {
 public:
  // Throws Failure if the process cannot be read.
  explicit CpuMeter(std::optional<long> pid);
  std::optional<std::uint64_t> used() const;  // since the construction, in nanoseconds

 private:
  std::optional<long> pid_;
  std::uint64_t begin_ = 0;
};

// The number after `name` at the start of a line, such as 1234 for "Rss:" in "Rss:   1234 kB".
std::optional<std::uint64_t> number_behind(std::string_view text, std::string_view name);

}  // namespace ws101::wsbench
