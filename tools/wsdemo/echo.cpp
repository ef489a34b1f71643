#include "wsdemo/echo.hpp"

#include "echo_console.html.hpp"
#include "echo_console_script.html.hpp"
#include "wsdemo/page.hpp"

namespace ws101::demos {
namespace {

PageContent echo_page() {
  const std::string script = std::string(kEchoMessagesScript) + kEchoConsoleScript;
  PageParts parts;
  parts.path = "/echo";
  parts.title = "Echo";
  parts.lead = "Whatever you send is answered. Text as text, bytes as bytes, with the time it took.";
  parts.style = kEchoConsoleStyle;
  parts.body = kEchoConsoleBody;
  parts.script = script;
  parts.connects = Connects::Anywhere;  // the address may be changed
  return render_page(parts);
}

}  // namespace

void add_echo(Server& server, const Access& access, std::optional<std::string> reply) {
  Endpoint endpoint = access.endpoint();
  endpoint.max_message = 0;  // to try what the server takes
  endpoint.message = [reply = std::move(reply)](Peer& peer, const Message& message) {
    if (reply) {
      peer.send_text(*reply);
    } else {
      peer.send(message);
    }
  };
  access.serve(server, "/echo", std::move(endpoint));
  server.page("/echo", [](const Request&) { return echo_page(); });
}

}  // namespace ws101::demos
