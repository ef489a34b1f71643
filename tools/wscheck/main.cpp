// wscheck: finds out what is wrong with a WebSocket server or client. See --help.
#include <unistd.h>

#include <cstdio>
#include <exception>

#include "program.hpp"
#include "wscheck/check_clients.hpp"
#include "wscheck/check_server.hpp"
#include "wscheck/interrupt.hpp"
#include "wscheck/plan.hpp"

int main(int argc, char** argv) {
  using namespace ws101::wscheck;
  try {
    ws101::Options options(argc, argv);
    if (options.flag("--help") || options.flag("-h")) return ws101::print_whole(kHelp);
    if (options.flag("--version")) return ws101::print_whole(ws101::version_line("wscheck"));
    Plan plan = read_plan(options);
    if (plan.job == Plan::Job::List) return ws101::print_whole(list_text(plan.only));
    stop_on_signal();
    plan.settings.stop = &stop_flag();
    return plan.job == Plan::Job::CheckClients ? check_clients(plan) : check_server(plan);
  } catch (const ws101::UsageError& error) {
    std::fprintf(stderr, "wscheck: %s (try --help)\n", error.what());
    return kNoServer;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "wscheck: %s\n", error.what());
    return kNoServer;
  }
}
