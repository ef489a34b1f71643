// wscat: talks WebSocket from the command line, as a client or as a server. See --help.
#include <cstdio>

#include "program.hpp"
#include "wscat/listen.hpp"
#include "wscat/plan.hpp"
#include "wscat/raw.hpp"
#include "wscat/screen.hpp"
#include "wscat/talk.hpp"

namespace {

using namespace ws101::wscat;

int run(ws101::Options& options) {
  const Plan plan = read_plan(options);
  Screen screen(plan);
  try {
    if (plan.job == Plan::Job::Raw) return exchange_raw(plan, screen);
    return plan.job == Plan::Job::Listen ? listen(plan, screen) : talk(plan, screen);
  } catch (const ws101::ClientError& error) {
    if (error.stage() != ws101::ClientError::Stage::Url) throw;
    std::fprintf(stderr, "wscat: %s\n", error.what());
    return kUsage;
  }
}

}  // namespace

int main(int argc, char** argv) {
  return ws101::run_program("wscat", kHelp, argc, argv, run, kNoConnection);
}
