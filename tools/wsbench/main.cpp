// wsbench: a load generator for WebSocket echo servers. See --help.
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

#include "wsbench/dial.hpp"
#include "wsbench/idle.hpp"
#include "wsbench/load.hpp"
#include "wsbench/openings.hpp"
#include "wsbench/plan.hpp"
#include "wsbench/report.hpp"

namespace {

using namespace ws101::wsbench;

constexpr int kWrong = 1;
constexpr int kUsage = 2;
constexpr int kInterrupted = 130;
constexpr std::size_t kOwnDescriptors = 64;  // besides the connections

int print(std::string_view text) {
  const bool whole = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  return whole && std::fflush(stdout) == 0 ? 0 : kWrong;
}

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
  try {
    ws101::Options options(argc, argv);
    if (options.flag("--help") || options.flag("-h")) return print(kHelp);
    if (options.flag("--version")) return print("wsbench (ws101) 0.1.0\n");
    const Plan plan = read_plan(options);
    watch_interrupt();
    const int status = print(run(plan));
    return interrupted() ? kInterrupted : status;
  } catch (const ws101::UsageError& error) {
    std::fprintf(stderr, "wsbench: %s (try --help)\n", error.what());
    return kUsage;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "wsbench: %s\n", error.what());
    return interrupted() ? kInterrupted : kWrong;
  }
}
