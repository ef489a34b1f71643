#include "wsdemo/push.hpp"

#include "clock_time.hpp"
#include "json/quote.hpp"
#include "wsdemo/json_error.hpp"
#include "wsdemo/push.html.hpp"

namespace ws101::demos {

Push::Push(Server& server, const Access& access, std::chrono::milliseconds interval)
    : ticker_(interval, {}, [this] { tell_all(); }) {
  Endpoint endpoint = access.endpoint();
  endpoint.subprotocols = {"chat", "superchat"};
  endpoint.open = [this](Peer& peer, const Request& request) {
    peer.send_text(
        "{\"subprotocol\":" + (request.subprotocol.empty() ? "null" : json_quote(request.subprotocol)) + "}");
    {
      const std::lock_guard lock(mutex_);
      Listener& listener = listeners_.emplace(peer.id(), Listener{peer}).first->second;
      tell(listener, clock_time());
    }
    ticker_.want();
  };
  endpoint.close = [this](Peer& peer, const CloseEvent&) {
    ticker_.want_no_longer();
    const std::lock_guard lock(mutex_);
    listeners_.erase(peer.id());
  };
  endpoint.message = [](Peer& peer, const Message&) {
    send_error(peer, "expected no message: here the server speaks");
  };
  access.serve(server, "/push", std::move(endpoint));
  server.page("/push", [](const Request&) { return render_page(kPushPage); });
}

void Push::tell(Listener& listener, const std::string& time) {
  listener.peer.send_text("{\"time\":" + json_quote(time) + ",\"count\":" + std::to_string(++listener.count) +
                          "}");
}

void Push::tell_all() {
  const std::string time = clock_time();
  // Nothing below blocks: a slow listener's messages wait until it is dropped.
  const std::lock_guard lock(mutex_);
  for (auto& [id, listener] : listeners_) tell(listener, time);
}

}  // namespace ws101::demos
