#include "wsbench/idle.hpp"

#include <poll.h>

#include <algorithm>
#include <string>
#include <vector>

#include "wsbench/exchange.hpp"
#include "wsbench/flow.hpp"
#include "wsbench/openings.hpp"
#include "wsbench/server_process.hpp"

namespace ws101::wsbench {
namespace {

constexpr int kTick = 100;  // milliseconds between two looks at Ctrl-C

std::uint64_t resident_of(long pid) {
  const auto bytes = resident_bytes(pid);
  if (!bytes) throw Failure("cannot read the memory of process " + std::to_string(pid));
  return *bytes;
}

void hold(std::chrono::milliseconds time) {
  const Clock::time_point end = Clock::now() + time;
  while (!interrupted() && Clock::now() < end) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    ::poll(nullptr, 0, static_cast<int>(std::clamp<long>(static_cast<long>(left), 1, kTick)));
  }
}

}  // namespace

IdleResult run_idle(const Plan& plan) {
  IdleResult result;
  if (plan.pid) {
    result.memory.emplace();
    result.memory->before = resident_of(*plan.pid);
    result.memory->threads_before = thread_count(*plan.pid).value_or(0);
  }
  const Exchange nothing = make_exchange(plan);
  std::vector<Flow> flows;
  flows.reserve(plan.connections);
  const OpeningsResult opened = open_connections(
      plan, plan.connections, kOpenAtOnce,
      [&](FileDescriptor socket) { flows.emplace_back(std::move(socket), nothing, 0, std::size_t{1}); });
  result.connections = opened.opened;
  result.open_seconds = opened.seconds;
  if (result.memory) {
    result.memory->opened = resident_of(*plan.pid);
    result.memory->threads = thread_count(*plan.pid).value_or(0);
  }
  hold(plan.measured);
  if (result.memory) result.memory->held = resident_of(*plan.pid);
  for (Flow& flow : flows) flow.take_leave(plan.raw, plan.timeout);
  return result;
}

}  // namespace ws101::wsbench
