// Servers of a few lines, for wscat to talk to.
#pragma once

#include <poll.h>

#include <array>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <variant>

#include "handshake/accept_key.hpp"
#include "net/read_head.hpp"

namespace ws101::testing {

// A server for one client, whose whole behaviour is a function.
class OneClient {
 public:
  explicit OneClient(std::function<void(TcpSocket&)> serve)
      : listener_("127.0.0.1", 0), thread_([this, serve = std::move(serve)] {
          pollfd waiting{listener_.fd(), POLLIN, 0};
          if (::poll(&waiting, 1, 20'000) <= 0) return;
          TcpListener::Accepted accepted = listener_.accept();
          if (accepted.got == TcpListener::Got::Connection) serve(accepted.socket);
        }) {}
  ~OneClient() { thread_.join(); }
  std::string text() const { return listener_.local().text(); }

 private:
  TcpListener listener_;
  std::thread thread_;
};

// Everything until the peer ends its half.
inline std::string read_all(TcpSocket& socket) {
  std::string all;
  std::array<std::uint8_t, 4096> bytes;
  for (;;) {
    const std::ptrdiff_t count = socket.receive(bytes);
    if (count <= 0) return all;
    all.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(count));
  }
}

// Reads a client's request, and returns the answer that accepts it.
inline std::string handshake_answer(TcpSocket& socket) {
  RequestHeadParser parser;
  ByteBuffer received;
  const auto head = read_head(socket, parser, received, [] { return true; });
  return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
         "Upgrade\r\nSec-WebSocket-Accept: " +
         accept_key(std::get<RequestHead>(head).fields.value("Sec-WebSocket-Key")) + "\r\n\r\n";
}

}  // namespace ws101::testing
