#include "wsdemo/broadcast.hpp"

#include "json/quote.hpp"
#include "text/escape.hpp"
#include "text/utf8.hpp"
#include "wsdemo/broadcast.html.hpp"
#include "wsdemo/json_error.hpp"

namespace ws101::demos {

Broadcast::Broadcast(Server& server, const Access& access, Settings settings)
    : settings_(std::move(settings)), room_(server) {
  Endpoint endpoint = access.endpoint();
  endpoint.open = [this](Peer& peer, const Request&) {
    tell_event("join", "joined", peer, room_.join(peer));
  };
  endpoint.close = [this](Peer& peer, const CloseEvent& event) {
    tell_event("leave", "left (" + std::to_string(number(event.code)) + ")", peer, room_.leave(peer));
  };
  endpoint.message = [this](Peer& peer, const Message& message) { take(peer, message); };
  server.endpoint("/broadcast", std::move(endpoint));
  server.page("/broadcast", [](const Request&) { return PageContent{render_page(kBroadcastPage)}; });
}

std::size_t Broadcast::say(std::string_view line) {
  return is_utf8(bytes_of(line)) ? room_.tell(line) : 0;
}

// `event` is for the clients, `words` say the same to the operator.
void Broadcast::tell_event(std::string_view event, const std::string& words, const Peer& peer,
                           std::size_t clients) {
  const std::string who = peer.address().text();
  const std::string count = std::to_string(clients);
  settings_.show(who + " " + words + ", " + count + " here");
  room_.tell("{\"event\":" + json_quote(event) + ",\"address\":" + json_quote(who) + ",\"clients\":" + count +
             "}");
}

void Broadcast::take(Peer& peer, const Message& message) {
  if (message.kind != Opcode::Text || message.payload.size() > kMaxBroadcastMessage) {
    peer.send_text(
        json_error("expected a text of at most " + std::to_string(kMaxBroadcastMessage) + " bytes"));
    return;
  }
  if (message.payload.empty()) return;
  const std::string who = peer.address().text();
  settings_.show(who + ": " + escape_text(message.payload, kMaxBroadcastMessage, EscapeStyle::Utf8));
  if (settings_.relay) {
    room_.tell("{\"event\":\"message\",\"address\":" + json_quote(who) +
                   ",\"text\":" + json_quote(text_of(message.payload)) + "}",
               &peer);
  }
}

}  // namespace ws101::demos
