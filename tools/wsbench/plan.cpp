#include "wsbench/plan.hpp"

#include <string>
#include <variant>

namespace ws101::wsbench {

const char* const kHelp =
    R"help(wsbench - puts load on a WebSocket echo server, checks every byte that comes back, and measures

Usage: wsbench [OPTIONS] URL

The load:
  --connections N   connections at a time (default 1)
  --size SIZE       payload of a message, such as 64, 64K or 16M (default 64)
  --depth N         messages in flight on each connection (default 1)
  --text            text messages instead of binary ones
  --deflate         permessage-deflate, without context takeover: the same text
                    message, some JSON, over and over; replies are inflated
  --seconds TIME    how long to measure, such as 10 or 500ms (default 3)
  --warmup TIME     how long to run before that (default 500ms)
  --raw             the server is a plain TCP echo: no handshake, and the same
                    bytes are sent and expected back as they are

Other jobs:
  --handshakes N    open N connections and close each after its handshake, at
                    most --connections at a time; tells how many a second
  --idle N          open N connections and hold them in silence for --seconds

The rest:
  --pid PID         the server's process, when it is on this machine: tells the
                    processor time it took for each message, or with --idle its
                    memory for each connection
  --timeout TIME    give up when nothing moves for so long (default 10s)
  --json            the result as one line of JSON
  --quiet           no progress on a terminal
  --help, --version

Examples:
  wsbench ws://127.0.0.1:8000/
  wsbench --connections 50 --depth 16 --seconds 10 ws://127.0.0.1:8000/
  wsbench --size 16M --json ws://127.0.0.1:8000/ | jq .messages_per_second
  wsbench --handshakes 5000 --connections 16 ws://127.0.0.1:8000/
  wsbench --idle 500 --pid "$(pidof wsecho)" ws://127.0.0.1:8000/

Exit status: 0 when all came back right; 1 for a wrong byte, a refusal, a lost
or silent server; 2 wrong usage; 130 after Ctrl-C, with the result so far.
)help";

std::string url_text(const Url& url) {
  return "ws://" + url.host_header() + url.target;
}

Plan read_plan(Options& options) {
  Plan plan;
  plan.raw = options.flag("--raw");
  plan.deflate = options.flag("--deflate");
  plan.text = options.flag("--text") || plan.deflate;
  plan.json = options.flag("--json");
  plan.quiet = options.flag("--quiet");
  plan.connections = options.number("--connections", plan.connections, 1, kMaxConnections);
  plan.size = options.size("--size", plan.size, 0, kMaxWindow);
  plan.depth = options.number("--depth", plan.depth, 1, kMaxDepth);
  plan.measured = options.time("--seconds", plan.measured);
  plan.warmup = options.time("--warmup", plan.warmup);
  plan.timeout = options.time("--timeout", plan.timeout);
  plan.handshakes = options.number("--handshakes", 0, 1, kMaxHandshakes);
  const std::size_t idle = options.number("--idle", 0, 1, kMaxConnections);
  const std::uint64_t pid = options.number("--pid", 0, 1, 0x7FFFFFFF);
  const std::vector<std::string> rest = options.rest();
  if (rest.empty()) throw UsageError("expected the URL of the server, such as ws://127.0.0.1:8000/");
  if (rest.size() > 1) throw UsageError("expected one URL, got '" + rest[1] + "' too");
  auto url = parse_url(rest[0]);
  if (const auto* error = std::get_if<SyntaxError>(&url)) throw UsageError(error->words);
  plan.url = std::get<Url>(std::move(url));
  if (plan.size > kMaxWindow / plan.depth) {
    throw UsageError("--size times --depth: expected at most " + std::to_string(kMaxWindow) + " bytes, got " +
                     std::to_string(plan.size) + " times " + std::to_string(plan.depth));
  }
  if (plan.deflate && plan.size == 0) throw UsageError("--deflate: there is nothing to compress in --size 0");
  if (plan.raw && plan.deflate) throw UsageError("--deflate does not go with --raw");
  if (plan.measured.count() == 0 && idle == 0)
    throw UsageError("--seconds: there is nothing to measure in 0");
  if (plan.handshakes > 0 && idle > 0) throw UsageError("--handshakes and --idle are two jobs; ask for one");
  if (pid > 0) plan.pid = static_cast<long>(pid);
  if (plan.handshakes > 0) plan.job = Job::Handshakes;
  if (idle > 0) {
    plan.job = Job::Idle;
    plan.connections = idle;
  }
  return plan;
}

}  // namespace ws101::wsbench
