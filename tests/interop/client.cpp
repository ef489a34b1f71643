// Our client against somebody else's echo server: usage: client URL; exit status 1 at the first difference.
#include "client/client.hpp"

#include <cstdio>
#include <string>

namespace {

using namespace ws101;

constexpr std::size_t kSizes[] = {0, 125, 126, 65535, 65536, std::size_t{16} << 20};

int fail(const std::string& what) {
  std::printf("FAIL: our client: %s\n", what.c_str());
  return 1;
}

int run(const std::string& url) {
  ClientOptions options;
  options.subprotocols = {"unknown", "echo"};
  {
    Client client(url, options);
    if (client.subprotocol() != "echo") return fail("subprotocol '" + client.subprotocol() + "'");
    for (const std::size_t size : kSizes) {
      for (const Opcode kind : {Opcode::Text, Opcode::Binary}) {
        std::string payload(size, kind == Opcode::Text ? 'x' : '\xFF');
        if (size > 3 && kind == Opcode::Text) payload.replace(size - 3, 3, "\xE2\x82\xAC");
        if (!client.send(kind, bytes_of(payload))) return fail("cannot send " + std::to_string(size));
        const auto echo = client.receive(std::chrono::seconds(30));
        if (!echo || echo->kind != kind || echo->payload != payload)
          return fail("echo of " + std::to_string(size));
      }
    }
    if (!client.close(static_cast<CloseCode>(4001), "client's bye")) return fail("cannot close");
    if (client.receive()) return fail("a message behind our Close");
    if (!client.ending()->clean || number(client.ending()->code) != 4001)
      return fail("our closing: wrong code");
  }
  Client client(url, options);
  client.send_text("close me");
  if (client.receive()) return fail("a message instead of a Close");
  const Ending& ending = *client.ending();
  if (!ending.clean || number(ending.code) != 4002 || ending.reason != "server's bye") {
    return fail("the server's closing: " + std::to_string(number(ending.code)) + " " + ending.reason);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return argc == 2 ? run(argv[1]) : 2;
  } catch (const std::exception& error) {
    return fail(error.what());
  }
}
