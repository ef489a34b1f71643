// wsdemo: all demos in one program, on one port.
#include <unistd.h>

#include <cstdio>
#include <set>
#include <string>

#include "deflate_option.hpp"
#include "origins.hpp"
#include "own_addresses.hpp"
#include "program.hpp"
#include "server/server.hpp"
#include "stop_signal.hpp"
#include "text/utf8.hpp"
#include "wsdemo/background.hpp"
#include "wsdemo/broadcast.hpp"
#include "wsdemo/cpu.hpp"
#include "wsdemo/echo.hpp"
#include "wsdemo/index.hpp"
#include "wsdemo/microscope.hpp"
#include "wsdemo/operator_lines.hpp"
#include "wsdemo/push.hpp"
#include "wsdemo/terminal.hpp"
#include "wsdemo/vote.hpp"

namespace {

using namespace ws101;

constexpr char kHelp[] = R"(wsdemo - WebSocket demos with their pages, all in one program

Usage: wsdemo [OPTIONS] [CANDIDATE...]

  --host HOST        address or name to listen on (default 127.0.0.1: this
                     machine only)
  --port PORT        0 to 65535 (default 8000; 0: the system chooses)
  --origin ORIGIN    a web page or extension that may connect, too, such as
                     https://example.com; may be given more than once. Its host
                     becomes a name of this server: others get 403

  /echo        --reply TEXT     answer with TEXT instead of an echo
  /broadcast   --relay          clients hear each other, not only the operator
               lines typed into this program go to every client
  /vote        CANDIDATE...     to vote for (default: Ada Grace Edsger)
               --state FILE     keeps the counts over a restart
  /cpu, /push  --interval TIME  between two messages (default 1s)
  /terminal    --runner RUNNER  runs commands; without it: a dry run.
                 local          this machine, for loopback addresses only
                 'ssh -o BatchMode=yes {host} -- {command}'
                                or any program; no shell of ours reads it.
                                Without -- before {command}, one that begins
                                with '-' is refused
               --at-once N      commands at the same time (default 8)
               --time-limit T   for each host (default 30s)
  /microscope  the frames of your browser, bit by bit

  --deflate=PARAMS   how to accept permessage-deflate, which every browser offers
                     (default: nothing is kept between two messages)
  --no-deflate       decline it
  --ping-after TIME  a client that was silent for so long gets a ping (default
                     30s; 0: never)
  --quiet            no log on standard error
  --help, --version

Examples:
  wsdemo                               then open http://127.0.0.1:8000/
  wsdemo --state votes.json Tea Coffee
  wsdemo --runner local --time-limit 5s
  tail -f news.txt | wsdemo --relay    each line to everybody at /broadcast

A runner lets every page of this server, and every program that can reach the
port, run commands as you. Keep the default host when you give one.
Ctrl-C tells every client goodbye (1001) and ends the program.
Exit status: 0 after Ctrl-C; 1 when the address or a file cannot be used;
2 wrong usage.
)";

constexpr std::chrono::milliseconds kShortestInterval{10};
constexpr std::chrono::milliseconds kShortestTimeLimit{100};

struct Settings {
  std::string host;
  std::uint16_t port = 0;
  demos::Access access;
  std::optional<std::string> reply;
  bool relay = false;
  bool quiet = false;
  std::string state;
  std::string runner;
  std::size_t at_once = demos::kDefaultAtOnce;
  std::chrono::milliseconds time_limit = demos::kDefaultHostTime;
  std::chrono::milliseconds interval{1000};
  ServerLimits limits;
  std::vector<std::string> candidates;
};

void check_candidates(const std::vector<std::string>& names) {
  if (names.size() > demos::kMaxCandidates) {
    throw UsageError("expected at most " + std::to_string(demos::kMaxCandidates) + " candidates");
  }
  std::set<std::string> seen;
  for (const std::string& name : names) {
    if (!is_utf8(bytes_of(name))) throw UsageError("expected names of candidates in UTF-8");
    if (name.empty()) throw UsageError("expected a name for each candidate, got an empty one");
    if (!seen.insert(name).second) throw UsageError("expected each candidate once, got '" + name + "' again");
  }
}

Settings read_settings(Options& options) {
  Settings settings;
  settings.host = options.value("--host").value_or("127.0.0.1");
  settings.port = static_cast<std::uint16_t>(options.number("--port", 8000, 0, 65535));
  settings.access.origins = read_origins(options);
  settings.access.names = {settings.host};
  if (const auto deflate = read_deflate(options, kSmallDeflate)) settings.access.deflate = deflate;
  if (options.flag("--no-deflate")) settings.access.deflate = std::nullopt;
  settings.reply = options.value("--reply");
  settings.relay = options.flag("--relay");
  settings.quiet = options.flag("--quiet");
  settings.state = options.value("--state").value_or("");
  settings.interval = options.time("--interval", settings.interval);
  if (settings.interval < kShortestInterval) throw UsageError("option --interval: expected at least 10ms");
  settings.limits.idle_time = options.time("--ping-after", settings.limits.idle_time);
  settings.runner = options.value("--runner").value_or("");
  settings.at_once = options.number("--at-once", settings.at_once, 1, demos::kMaxAtOnce);
  settings.time_limit = options.time("--time-limit", settings.time_limit);
  if (settings.time_limit < kShortestTimeLimit)
    throw UsageError("option --time-limit: expected at least 100ms");
  settings.candidates = options.rest();
  if (settings.candidates.empty()) settings.candidates = {"Ada", "Grace", "Edsger"};
  check_candidates(settings.candidates);
  if (settings.reply && !is_utf8(bytes_of(*settings.reply)))
    throw UsageError("option --reply: expected UTF-8");
  return settings;
}

demos::Runner make_runner(const Settings& settings) {
  try {
    return demos::Runner(settings.runner, settings.time_limit);
  } catch (const std::invalid_argument& error) {
    throw UsageError(std::string("option --runner: ") + error.what());
  }
}

int serve(Options& options) {
  Settings settings = read_settings(options);
  const auto talk = std::make_shared<LineWriter>(STDERR_FILENO, "wsdemo");
  const auto results = std::make_shared<LineWriter>(STDOUT_FILENO, "wsdemo");
  demos::Numbers numbers;
  settings.access.numbers = &numbers;
  Server server(settings.limits);
  server.page_hosts(settings.access.hosts());
  demos::add_background(server);
  demos::add_echo(server, settings.access, settings.reply);
  demos::Broadcast broadcast(server, settings.access, {settings.relay, [&](const std::string& line) {
                                                         results->write("broadcast: " + line + "\n");
                                                       }});
  demos::Vote vote(server, settings.access, settings.candidates, settings.state,
                   [talk](const std::string& words) { talk->write("wsdemo: " + words + "\n"); });
  demos::Push push(server, settings.access, settings.interval);
  demos::Cpu cpu(server, settings.access, settings.interval);
  demos::Microscope microscope(server, settings.access);
  demos::Terminal terminal(server, settings.access, make_runner(settings), settings.at_once);
  demos::Index index(server, settings.access, numbers);
  if (!settings.quiet) server.log(log_to(talk, "wsdemo"));
  server.listen(settings.host, settings.port);
  const bool by_hand = ::isatty(STDIN_FILENO) != 0;
  const StopOnSignal stop(server);
  const demos::OperatorLines lines(STDIN_FILENO, [&](const std::string& line) {
    if (!is_utf8(bytes_of(line))) {
      talk->write("wsdemo: expected UTF-8; the line was not sent\n");
    } else if (broadcast.say(line) == 0 && by_hand) {
      talk->write("wsdemo: nobody is at /broadcast to hear that\n");
    }
  });
  std::printf("wsdemo: listening on http://%s/ (Ctrl-C stops)\n", server.address().text().c_str());
  if (is_every_address(server.address().host())) {
    for (const std::string& url : page_urls(server.address())) {
      std::printf("wsdemo: open %s in a browser\n", url.c_str());
    }
  }
  std::fflush(stdout);
  if (by_hand) {
    std::fputs("wsdemo: what you type here, a line at a time, goes to everybody at /broadcast\n", stderr);
  }
  server.run();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return ws101::run_program("wsdemo", kHelp, argc, argv, serve);
}
