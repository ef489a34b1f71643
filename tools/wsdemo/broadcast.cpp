#include "wsdemo/broadcast.hpp"

#include "json/quote.hpp"
#include "text/escape.hpp"
#include "text/utf8.hpp"
#include "wsdemo/broadcast.html.hpp"
#include "wsdemo/json_error.hpp"
#include "wsdemo/notices.hpp"
#include "wsdemo/query.hpp"

namespace ws101::demos {

Broadcast::Broadcast(Server& server, const Access& access, Settings settings)
    : settings_(std::move(settings)), plain_(server), with_notices_(server) {
  Endpoint endpoint = access.endpoint();
  endpoint.subprotocols = notices_protocols();
  endpoint.open = [this](Peer& peer, const Request& request) { join(peer, request); };
  endpoint.close = [this](Peer& peer, const CloseEvent& event) { leave(peer, event); };
  endpoint.message = [this](Peer& peer, const Message& message) { take(peer, message); };
  access.serve(server, "/broadcast", std::move(endpoint));
  server.page("/broadcast", [](const Request&) { return render_page(kBroadcastPage); });
}

std::size_t Broadcast::say(std::string_view line) {
  if (!is_utf8(bytes_of(line))) return 0;
  return plain_.tell(line) + with_notices_.tell("{\"event\":\"operator\",\"text\":" + json_quote(line) + "}");
}

void Broadcast::join(Peer& peer, const Request& request) {
  if (const auto name = query_value(request.query, "name"); name && !name->empty()) {
    if (name->size() > kMaxClientName || !is_utf8(bytes_of(*name))) {
      send_error(peer, "expected a name of at most " + std::to_string(kMaxClientName) + " bytes");
    } else {
      const std::lock_guard lock(mutex_);
      names_.emplace(peer.id(), *name);
    }
  }
  if (request.subprotocol == kNoticesProtocol) {
    with_notices_.join(peer);
    peer.send_text("{\"event\":\"welcome\",\"you\":" + json_quote(peer.address().text()) + ",\"relay\":" +
                   (settings_.relay ? "true" : "false") + ",\"clients\":" + std::to_string(clients()) + "}");
  } else {
    plain_.join(peer);
  }
  tell_event("join", "joined", peer);
}

void Broadcast::leave(const Peer& peer, const CloseEvent& event) {
  plain_.leave(peer);
  with_notices_.leave(peer);
  tell_event("leave", "left (" + std::to_string(number(event.code)) + ")", peer);
  const std::lock_guard lock(mutex_);
  names_.erase(peer.id());
}

// `event` is for the clients, `words` is the same for the operator.
void Broadcast::tell_event(std::string_view event, const std::string& words, const Peer& peer) {
  const std::string count = std::to_string(clients());
  settings_.show(name_of(peer) + " " + words + ", " + count + " here");
  const std::string told = fields_of(peer, event) + ",\"clients\":" + count + "}";
  plain_.tell(told);
  with_notices_.tell(told);
}

void Broadcast::take(Peer& peer, const Message& message) {
  if (message.kind != Opcode::Text || message.payload.size() > kMaxBroadcastMessage) {
    return send_error(peer, "expected a text of at most " + std::to_string(kMaxBroadcastMessage) + " bytes");
  }
  if (message.payload.empty()) return;
  settings_.show(name_of(peer) + ": " +
                 escape_text(message.payload, kMaxBroadcastMessage, EscapeStyle::Utf8));
  if (!settings_.relay) return;
  const std::string told =
      fields_of(peer, "message") + ",\"text\":" + json_quote(text_of(message.payload)) + "}";
  plain_.tell(told, &peer);
  with_notices_.tell(told, &peer);
}

// "127.0.0.1:4242" or "127.0.0.1:4242 (Ada)", for the operator.
std::string Broadcast::name_of(const Peer& peer) const {
  const std::lock_guard lock(mutex_);
  const auto found = names_.find(peer.id());
  if (found == names_.end()) return peer.address().text();
  return peer.address().text() + " (" +
         escape_text(bytes_of(found->second), kMaxClientName, EscapeStyle::Utf8) + ")";
}

std::string Broadcast::fields_of(const Peer& peer, std::string_view event) const {
  std::string out = "{\"event\":" + json_quote(event) + ",\"address\":" + json_quote(peer.address().text());
  const std::lock_guard lock(mutex_);
  const auto found = names_.find(peer.id());
  if (found != names_.end()) out += ",\"name\":" + json_quote(found->second);
  return out;
}

}  // namespace ws101::demos
