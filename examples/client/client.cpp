// Sends a message, prints the answer, and closes. usage: client ws://127.0.0.1:8000/ Hello
#include <chrono>
#include <iostream>
#include <ws101/client.hpp>

using namespace std::chrono_literals;

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: client ws://HOST[:PORT]/PATH MESSAGE\n";
    return 2;
  }
  try {
    ws101::Client client(argv[1]);  // connected, and the opening handshake is done
    client.send_text(argv[2]);
    const auto answer = client.receive(5s);
    if (!answer) {
      std::cerr << "client: no answer within five seconds\n";
      return 1;
    }
    std::cout << answer->payload << "\n";

    client.close(ws101::CloseCode::Normal, "bye");
    while (client.receive()) {
      // What the server sent before it heard of the close.
    }
    return client.ending() && client.ending()->clean ? 0 : 1;
  } catch (const ws101::ClientError& error) {
    std::cerr << "client: " << error.what() << "\n";
    return 1;
  }
}
