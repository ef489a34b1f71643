#include "wsdemo/index.hpp"

#include <utility>

#include "wsdemo/index.html.hpp"
#include "wsdemo/json_error.hpp"

namespace ws101::demos {

Index::Index(Server& server, const Access& access, const Numbers& numbers, std::chrono::milliseconds interval)
    : numbers_(numbers), room_(server), ticker_(interval, {}, [this] { tell_changes(); }) {
  Endpoint endpoint = access.endpoint();
  endpoint.open = [this](Peer& peer, const Request&) {
    room_.join(peer);
    peer.send_text(numbers_.json());
    ticker_.want();
  };
  endpoint.close = [this](Peer& peer, const CloseEvent&) {
    ticker_.want_no_longer();
    room_.leave(peer);
  };
  endpoint.message = [](Peer& peer, const Message&) {
    send_error(peer, "expected no message: the numbers come by themselves");
  };
  server.endpoint("/", std::move(endpoint));
  server.page("/", [](const Request&) { return render_page(kIndexPage); });
}

// Whoever came since the last time may get the same once more.
void Index::tell_changes() {
  std::string now = numbers_.json();
  if (now == told_) return;
  told_ = std::move(now);
  room_.tell(told_);
}

}  // namespace ws101::demos
