#include "wsdemo/echo.hpp"

#include "wsdemo/echo.html.hpp"

namespace ws101::demos {

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
  server.endpoint("/echo", std::move(endpoint));
  server.page("/echo", [](const Request&) { return PageContent{render_page(kEchoPage)}; });
}

}  // namespace ws101::demos
