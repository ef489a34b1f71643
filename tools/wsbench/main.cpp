// wsbench: a load generator for WebSocket echo servers. See --help.
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wsbench/idle.hpp"
#include "wsbench/load.hpp"
#include "wsbench/openings.hpp"
#include "wsbench/options.hpp"
#include "wsbench/report.hpp"
#include "wsbench/socket.hpp"

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

std::string run(const Options& options) {
  allow_descriptors(options.connections + kOwnDescriptors);
  if (options.job == Job::Idle) return report(options, run_idle(options));
  if (options.job == Job::Handshakes) {
    return report(options, open_connections(options, options.handshakes, options.connections, [](Socket) {}));
  }
  Progress progress;
  if (!options.quiet && ::isatty(STDERR_FILENO) == 1) {
    progress = [](double elapsed, double rate) {
      std::fprintf(stderr, "\r%6.1f s  %12.0f messages a second ", elapsed, rate);
    };
  }
  const LoadResult result = run_load(options, progress);
  if (progress) std::fprintf(stderr, "\r%40s\r", "");
  return report(options, result);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  const auto parsed = parse_options(arguments);
  if (const auto* ask = std::get_if<Ask>(&parsed)) {
    return print(*ask == Ask::Help ? help_text() : std::string(kVersion) + "\n");
  }
  if (const auto* error = std::get_if<UsageError>(&parsed)) {
    std::fprintf(stderr, "wsbench: %s\nTry 'wsbench --help'.\n", error->words.c_str());
    return kUsage;
  }
  const Options& options = std::get<Options>(parsed);
  watch_interrupt();
  try {
    const int status = print(run(options));
    return interrupted() ? kInterrupted : status;
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "wsbench: %s: %s\n", options.target.url().c_str(), failure.what());
    return interrupted() ? kInterrupted : kWrong;
  }
}
