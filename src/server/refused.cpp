#include "server/refused.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "handshake/http_response.hpp"
#include "handshake/server_handshake.hpp"
#include "text/bytes.hpp"

namespace ws101 {

void RefusedClients::answer(TcpSocket& socket) {
  const std::string response = serialise(refuse_full());
  const Bytes bytes = bytes_of(response);
  socket.send_now(std::span(&bytes, 1));
  socket.shutdown_send();
}

void RefusedClients::keep(TcpSocket socket, Clock::time_point now) {
  if (refused_.size() >= kMaxRefused) refused_.pop_front();
  refused_.push_back({std::move(socket), now + kRefusedTime});
}

void RefusedClients::watch(Poller& poller) {
  for (Refused& refused : refused_) refused.place = poller.add_readable(refused.socket.fd());
}

void RefusedClients::close_finished(const Poller& poller, Clock::time_point now) {
  refused_.remove_if([&](Refused& refused) {
    std::array<std::uint8_t, 512> dropped;
    return now > refused.until || (poller.ready(refused.place) && refused.socket.receive(dropped) <= 0);
  });
}

}  // namespace ws101
