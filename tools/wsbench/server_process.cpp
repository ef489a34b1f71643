#include "wsbench/server_process.hpp"

#include <sys/types.h>

#include <charconv>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>

#include "wsbench/dial.hpp"

namespace ws101::wsbench {
namespace {

std::string process_file(long pid, std::string_view name) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/" + std::string(name));
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

std::optional<std::uint64_t> number_behind(std::string_view text, std::string_view name) {
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view line = text.substr(at, text.find('\n', at) - at);
    at += line.size() + 1;
    if (!line.starts_with(name)) continue;
    const std::size_t digits = line.find_first_not_of(" \t", name.size());
    if (digits == std::string_view::npos) return std::nullopt;
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(line.data() + digits, line.data() + line.size(), value);
    return error == std::errc() ? std::optional(value) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::uint64_t> resident_bytes(long pid) {
  // VmRSS in status is the sum of per-thread counters that are added up lazily; with hundreds of threads that
  // have touched a few pages each it can be far too low. smaps_rollup counts the pages.
  auto kib = number_behind(process_file(pid, "smaps_rollup"), "Rss:");
  if (!kib) kib = number_behind(process_file(pid, "status"), "VmRSS:");
  if (!kib) return std::nullopt;
  return *kib * 1024;
}

std::optional<std::uint64_t> cpu_nanoseconds(long pid) {
  clockid_t clock{};
  timespec used{};
  if (::clock_getcpuclockid(static_cast<pid_t>(pid), &clock) != 0) return std::nullopt;
  if (::clock_gettime(clock, &used) != 0) return std::nullopt;
  return static_cast<std::uint64_t>(used.tv_sec) * 1'000'000'000 + static_cast<std::uint64_t>(used.tv_nsec);
}

CpuMeter::CpuMeter(std::optional<long> pid) : pid_(pid) {
  if (!pid_) return;
  const auto now = cpu_nanoseconds(*pid_);
  if (!now) throw Failure("cannot read the processor time of process " + std::to_string(*pid_));
  begin_ = *now;
}

std::optional<std::uint64_t> CpuMeter::used() const {
  const auto now = pid_ ? cpu_nanoseconds(*pid_) : std::nullopt;
  if (!now) return std::nullopt;
  return *now - begin_;
}

std::optional<std::uint64_t> thread_count(long pid) {
  return number_behind(process_file(pid, "status"), "Threads:");
}

}  // namespace ws101::wsbench
