// wsecho: answers every message with the same message, and serves a page to try it from a browser.
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "deflate_option.hpp"
#include "frame_printer.hpp"
#include "line_writer.hpp"
#include "origins.hpp"
#include "own_addresses.hpp"
#include "program.hpp"
#include "server/server.hpp"
#include "stop_signal.hpp"
#include "wsecho_page.html.hpp"

namespace {

constexpr char kHelp[] = R"(wsecho - a WebSocket echo server, with a page to try it

Usage: wsecho [OPTIONS]

  --host HOST         address or name to listen on (default 127.0.0.1: this
                      machine only; 0.0.0.0 or :: lets the network in)
  --port PORT         0 to 65535 (default 8000; 0: the system chooses)
  --max-message SIZE  largest message taken, such as 64K or 16M (default 16M);
                      a larger one ends that connection with close code 1009
  --max-clients N     at once (default 4096); one more is answered with 503
  --max-clients-per-address N
                      at once from one IP address (default 0: no limit of its
                      own)
  --max-memory SIZE   for unfinished messages of all clients together (default
                      512M); beyond it long ones are refused with 1013
  --origin ORIGIN     only this server's own page and pages of ORIGIN, such as
                      https://example.com, may connect, and only by localhost, by
                      an address or by the host of an ORIGIN; may be given more
                      than once (default: every page). Programs send no origin
  --ping-after TIME   a client that was silent for so long gets a ping, and is
                      dropped when it still says nothing for 20s; such as 500ms
                      or 2m (default 30s; 0: never)
  --deflate[=PARAMS]  accept permessage-deflate. Alone: nothing is kept between two
                      messages, so that idle clients take little memory. PARAMS
                      say what to ask of the client instead, such as
                      server_max_window_bits=10,client_no_context_takeover
  --trace             print each frame in and out to standard error, a line each;
                      --trace=full prints the RFC 6455 diagram
  --quiet             print nothing but the line that says where it listens
  --help, --version

Examples:
  wsecho                          then open http://127.0.0.1:8000/
  wsecho --port 9001 --trace      watch the frames
  wsecho --host :: --port 0       all of IPv6 and IPv4, any free port

Ctrl-C tells every client goodbye (1001) and ends the program.
Exit status: 0 after Ctrl-C; 1 when the address cannot be used; 2 wrong usage.
)";

int serve(ws101::Options& options) {
  const std::string host = options.value("--host").value_or("127.0.0.1");
  const auto port = static_cast<std::uint16_t>(options.number("--port", 8000, 0, 65535));
  ws101::ServerLimits limits;
  limits.message.max_message = options.size("--max-message", limits.message.max_message, 1);
  limits.max_clients = options.number("--max-clients", limits.max_clients, 1, 1'000'000);
  limits.max_clients_per_address =
      options.number("--max-clients-per-address", limits.max_clients_per_address, 0, 1'000'000);
  limits.max_memory = options.size("--max-memory", limits.max_memory, 1);
  limits.idle_time = options.time("--ping-after", limits.idle_time);
  const std::vector<std::string> origins = ws101::read_origins(options);
  const auto deflate = ws101::read_deflate(options, ws101::kSmallDeflate);
  const bool quiet = options.flag("--quiet");
  const bool full = options.flag("--trace=full");
  const bool trace = options.flag("--trace") || full;
  if (const auto rest = options.rest(); !rest.empty()) {
    throw ws101::UsageError("expected options only, got '" + rest[0] + "'");
  }

  std::shared_ptr<ws101::LineWriter> talk;
  if (trace || !quiet) talk = std::make_shared<ws101::LineWriter>(STDERR_FILENO, "wsecho");
  ws101::Server server(limits);
  ws101::Endpoint echo;
  echo.message = [](ws101::Peer& peer, const ws101::Message& message) { peer.send(message); };
  echo.deflate = deflate;
  if (!origins.empty()) {
    echo.same_origin = true;
    echo.origins = origins;
    echo.hosts = ws101::hosts_of(origins);
    server.page_hosts(echo.hosts);
  }
  server.endpoint("*", std::move(echo));
  server.page("/", [](const ws101::Request&) { return ws101::wsecho_page(); });
  if (trace) {
    server.trace([full, talk](const ws101::Peer& peer) {
      return std::make_unique<ws101::FramePrinter>(full, "#" + std::to_string(peer.id()) + " ",
                                                   [talk](std::string_view lines) { talk->write(lines); });
    });
  }
  if (!quiet) server.log(ws101::log_to(talk, "wsecho"));
  server.listen(host, port);
  const ws101::StopOnSignal stop(server);
  std::printf("wsecho: listening on ws://%s/ (Ctrl-C stops)\n", server.address().text().c_str());
  if (!quiet) {
    for (const std::string& url : ws101::page_urls(server.address())) {
      std::printf("wsecho: open %s in a browser\n", url.c_str());
    }
  }
  std::fflush(stdout);
  server.run();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return ws101::run_program("wsecho", kHelp, argc, argv, serve);
}
