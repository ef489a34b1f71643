#include "wsdemo/processor_load.hpp"

#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <string>

namespace ws101::demos {
namespace {

// user nice system idle iowait irq softirq steal; guest times, which follow, are part of user and nice already.
constexpr std::size_t kColumns = 8;
constexpr std::size_t kIdle = 3;
constexpr std::size_t kWaiting = 4;  // for a disk: idle as well

std::optional<CoreTimes> parse_columns(std::string_view text) {
  CoreTimes times;
  for (std::size_t column = 0; column < kColumns; ++column) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    std::uint64_t ticks = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ticks);
    if (error != std::errc()) {
      if (column > kIdle) break;  // old kernels have fewer columns
      return std::nullopt;
    }
    times.all += ticks;
    if (column != kIdle && column != kWaiting) times.busy += ticks;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  }
  return times;
}

}  // namespace

std::optional<ProcessorTimes> parse_processor_times(std::string_view text) {
  std::optional<ProcessorTimes> result;
  while (text.starts_with("cpu")) {
    const std::string_view line = text.substr(0, text.find('\n'));
    const auto times = parse_columns(line.substr(std::min(line.find(' '), line.size())));
    if (!times) return std::nullopt;
    if (!result) {
      if (!line.starts_with("cpu ")) return std::nullopt;
      result.emplace().together = *times;
    } else {
      result->cores.push_back(*times);
    }
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return result;
}

std::optional<ProcessorTimes> read_processor_times() {
  std::ifstream in("/proc/stat");
  if (!in) return std::nullopt;
  return parse_processor_times(
      std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()});
}

double load_between(const CoreTimes& before, const CoreTimes& after) {
  if (after.all <= before.all || after.busy <= before.busy) return 0;
  const double load =
      100.0 * static_cast<double>(after.busy - before.busy) / static_cast<double>(after.all - before.all);
  return load > 100 ? 100 : load;
}

}  // namespace ws101::demos
