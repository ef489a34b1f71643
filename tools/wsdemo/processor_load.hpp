// How busy the processors are, from two readings of /proc/stat.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ws101::demos {

// Time since the machine's start, in the system's ticks.
struct CoreTimes {
  std::uint64_t busy = 0;
  std::uint64_t all = 0;
};

struct ProcessorTimes {
  CoreTimes together;
  std::vector<CoreTimes> cores;
};

// The lines of /proc/stat that begin with "cpu". Nothing if the first is not the sum of all cores.
std::optional<ProcessorTimes> parse_processor_times(std::string_view text);
// The same from the file itself; nothing on systems that have none.
std::optional<ProcessorTimes> read_processor_times();

// Percent from 0 to 100; 0 if no time has passed or a counter decreased, which happens when a core sleeps.
double load_between(const CoreTimes& before, const CoreTimes& after);

}  // namespace ws101::demos
