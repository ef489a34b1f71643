// A chat room: every client hears what each of them says, and who comes and goes. usage: broadcast_server [PORT]
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <ws101/server.hpp>

namespace {

std::string name(const ws101::Peer& peer) {
  return "client " + std::to_string(peer.id());
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const auto port = static_cast<std::uint16_t>(argc > 1 ? std::atoi(argv[1]) : 8000);
    ws101::Server server;
    ws101::Endpoint room;
    // Each client has a thread of its own, and broadcast() may be called from any of them. It never waits for a slow
    // client.
    room.open = [&server](ws101::Peer& peer, const ws101::Request&) {
      server.broadcast(name(peer) + " is here");
    };
    room.message = [&server](ws101::Peer& peer, const ws101::Message& message) {
      if (message.kind == ws101::Opcode::Text) {
        server.broadcast(name(peer) + ": " + std::string(ws101::text_of(message.payload)));
      } else {
        peer.close(ws101::CloseCode::UnsupportedData, "this room takes text");
      }
    };
    room.close = [&server](ws101::Peer& peer, const ws101::CloseEvent&) {
      server.broadcast(name(peer) + " has left");
    };
    server.endpoint("/", room);
    server.listen("127.0.0.1", port);  // 0: the system chooses a port
    std::cout << "listening on ws://" << server.address().text() << "/" << std::endl;
    server.run();
  } catch (const std::exception& error) {
    std::cerr << "broadcast_server: " << error.what() << "\n";
    return 1;
  }
}
