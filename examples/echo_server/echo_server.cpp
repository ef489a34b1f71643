// A whole echo server: every message goes back to the client that sent it. usage: echo_server [PORT]
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <ws101/server.hpp>

int main(int argc, char** argv) {
  try {
    const auto port = static_cast<std::uint16_t>(argc > 1 ? std::atoi(argv[1]) : 8000);
    ws101::Server server;
    server.endpoint(
        "/", {.message = [](ws101::Peer& peer, const ws101::Message& message) { peer.send(message); }});
    server.listen("127.0.0.1", port);  // 0: the system chooses a port
    std::cout << "listening on ws://" << server.address().text() << "/" << std::endl;
    server.run();
  } catch (const std::exception& error) {
    std::cerr << "echo_server: " << error.what() << "\n";
    return 1;
  }
}
