// One thread, no ws101 sockets: an echo for one client at a time around ws101::Connection, which does no I/O.
#include <arpa/inet.h>
#include <unistd.h>

#include <iostream>
#include <string>
#include <ws101/frame.hpp>
#include <ws101/handshake.hpp>

// Reads the request and sends the 101. False if it is no WebSocket request. (A browser sends no frame before the 101.)
bool shake_hands(int socket) {
  std::string received;
  ws101::RequestHeadParser parser;
  char bytes[1024];
  for (ssize_t count; (count = ::recv(socket, bytes, sizeof bytes, 0)) > 0;) {
    received.append(bytes, static_cast<std::size_t>(count));
    const auto result = parser.parse(received);
    const auto* head = std::get_if<ws101::RequestHead>(&result);
    if (std::holds_alternative<ws101::HandshakeIssue>(result)) return false;
    if (head == nullptr) continue;
    const auto answer = ws101::answer_request(*head, {});
    const auto* accepted = std::get_if<ws101::Accepted>(&answer);
    return accepted != nullptr && ::send(socket, accepted->response.data(), accepted->response.size(), 0) > 0;
  }
  return false;
}

void echo(int socket) {
  ws101::Connection connection = ws101::Connection::server();
  while (!connection.closed()) {
    const ws101::MutableBytes space = connection.space();
    const ssize_t count = ::recv(socket, space.data(), space.size(), 0);  // bytes in
    count > 0 ? connection.received(static_cast<std::size_t>(count)) : connection.ended();
    while (const auto event = connection.next()) {  // events pulled
      const auto* text = std::get_if<ws101::Message>(&*event);
      if (text != nullptr) connection.send(text->kind, text->payload);
    }
    for (ws101::Bytes out = connection.pending(); !out.empty(); out = connection.pending()) {  // bytes out
      const ssize_t sent = ::send(socket, out.data(), out.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      connection.sent(static_cast<std::size_t>(sent));
    }
  }
}

int main() {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};  // port 0: the system chooses
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener, any, size) != 0 || ::listen(listener, 16) != 0) return 1;
  ::getsockname(listener, any, &size);
  std::cout << "listening on ws://127.0.0.1:" << ntohs(address.sin_port) << "/" << std::endl;
  for (int socket; (socket = ::accept(listener, nullptr, nullptr)) >= 0; ::close(socket)) {
    if (shake_hands(socket)) echo(socket);
  }
}
