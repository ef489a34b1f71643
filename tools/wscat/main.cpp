// wscat: talks WebSocket from the command line, as a client or as a server. See --help.
#include <cstdio>
#include <exception>

#include "program.hpp"
#include "standard_descriptors.hpp"
#include "wscat/listen.hpp"
#include "wscat/plan.hpp"
#include "wscat/raw.hpp"
#include "wscat/screen.hpp"
#include "wscat/talk.hpp"

int main(int argc, char** argv) {
  using namespace ws101::wscat;
  ws101::reserve_standard_descriptors();
  try {
    ws101::Options options(argc, argv);
    if (options.flag("--help") || options.flag("-h")) return ws101::print_whole(kHelp);
    if (options.flag("--version")) return ws101::print_whole(ws101::version_line("wscat"));
    const Plan plan = read_plan(options);
    Screen screen(plan);
    if (plan.job == Plan::Job::Raw) return exchange_raw(plan, screen);
    return plan.job == Plan::Job::Listen ? listen(plan, screen) : talk(plan, screen);
  } catch (const ws101::UsageError& error) {
    std::fprintf(stderr, "wscat: %s (try --help)\n", error.what());
    return kUsage;
  } catch (const ws101::ClientError& error) {
    std::fprintf(stderr, "wscat: %s\n", error.what());
    return error.stage() == ws101::ClientError::Stage::Url ? kUsage : kNoConnection;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "wscat: %s\n", error.what());
    return kNoConnection;
  }
}
