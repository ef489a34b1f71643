// wscheck: finds out what is wrong with a WebSocket server or client, and explains it.
#include "program.hpp"
#include "wscheck/check_clients.hpp"
#include "wscheck/check_server.hpp"
#include "wscheck/interrupt.hpp"
#include "wscheck/plan.hpp"

namespace ws101::wscheck {
namespace {

int check(Options& options) {
  Plan plan = read_plan(options);
  if (plan.job == Plan::Job::List) return print_whole(list_text(plan.only));
  stop_on_signal();
  plan.settings.stop = &stop_flag();
  return plan.job == Plan::Job::CheckClients ? check_clients(plan) : check_server(plan);
}

}  // namespace
}  // namespace ws101::wscheck

int main(int argc, char** argv) {
  using namespace ws101::wscheck;
  return ws101::run_program("wscheck", kHelp, argc, argv, check, kNoServer);
}
