// wsbench: a load generator for WebSocket echo servers. See --help.
#include <unistd.h>

#include <cstdio>
#include <string>

#include "program.hpp"
#include "wsbench/dial.hpp"
#include "wsbench/idle.hpp"
#include "wsbench/load.hpp"
#include "wsbench/openings.hpp"
#include "wsbench/plan.hpp"
#include "wsbench/report.hpp"

namespace {

using namespace ws101::wsbench;

constexpr int kInterrupted = 130;
constexpr std::size_t kOwnDescriptors = 64;  // besides the connections

std::string run(const Plan& plan) {
  allow_descriptors(plan.connections + kOwnDescriptors);
  if (plan.job == Job::Idle) return report(plan, run_idle(plan));
  if (plan.job == Job::Handshakes) {
    return report(plan,
                  open_connections(plan, plan.handshakes, plan.connections, [](ws101::FileDescriptor) {}));
  }
  Progress progress;
  if (!plan.quiet && ::isatty(STDERR_FILENO) == 1) {
    progress = [](double elapsed, double rate) {
      std::fprintf(stderr, "\r%6.1f s  %12.0f messages a second ", elapsed, rate);
    };
  }
  const LoadResult result = run_load(plan, progress);
  if (progress) std::fprintf(stderr, "\r%40s\r", "");
  return report(plan, result);
}

}  // namespace

int main(int argc, char** argv) {
  const int status = ws101::run_program("wsbench", kHelp, argc, argv, [](ws101::Options& options) {
    const Plan plan = read_plan(options);
    watch_interrupt();
    return ws101::print_whole(run(plan));
  });
  return interrupted() ? kInterrupted : status;
}
