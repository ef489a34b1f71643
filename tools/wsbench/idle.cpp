#include "wsbench/idle.hpp"

#include <poll.h>

#include <algorithm>
#include <string>
#include <vector>

#include "wsbench/exchange.hpp"
#include "wsbench/flow.hpp"
#include "wsbench/openings.hpp"
#include "wsbench/resident.hpp"

namespace ws101::wsbench {
namespace {

constexpr std::size_t kOpenAtOnce = 16;
constexpr int kTick = 100;  // milliseconds between two looks at Ctrl-C

std::uint64_t resident_of(long pid) {
  const auto bytes = resident_bytes(pid);
  if (!bytes) throw Failure("cannot read the memory of process " + std::to_string(pid));
  return *bytes;
}

void hold(double seconds) {
  const Clock::time_point end =
      Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  while (!interrupted() && Clock::now() < end) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    ::poll(nullptr, 0, static_cast<int>(std::clamp<long>(static_cast<long>(left), 1, kTick)));
  }
}

}  // namespace

IdleResult run_idle(const Options& options) {
  IdleResult result;
  if (options.pid) {
    result.memory.emplace();
    result.memory->before = resident_of(*options.pid);
    result.memory->threads_before = thread_count(*options.pid).value_or(0);
  }
  const Exchange nothing = make_exchange(options);
  std::vector<Flow> flows;
  flows.reserve(options.connections);
  const OpeningsResult opened = open_connections(
      options, options.connections, kOpenAtOnce,
      [&](Socket socket) { flows.emplace_back(std::move(socket), nothing, 0, std::size_t{1}); });
  result.connections = opened.opened;
  result.open_seconds = opened.seconds;
  if (result.memory) {
    result.memory->opened = resident_of(*options.pid);
    result.memory->threads = thread_count(*options.pid).value_or(0);
  }
  hold(options.seconds);
  if (result.memory) result.memory->held = resident_of(*options.pid);
  for (Flow& flow : flows) flow.take_leave(options.raw, options.timeout);
  return result;
}

}  // namespace ws101::wsbench
