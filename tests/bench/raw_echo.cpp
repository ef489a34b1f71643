// The yardstick: a TCP echo server without any protocol, in the plainest way. One blocking thread for each
// client, a buffer of 64 KiB, what comes goes back. A WebSocket server with a thread for each client can
// hardly be faster than this, so a benchmark divides by it.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <thread>

#include "listening.hpp"

namespace {

constexpr std::size_t kBuffer = std::size_t{64} << 10;

void serve(int client) {
  const int on = 1;
  ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  std::array<std::uint8_t, kBuffer> buffer;  // not cleared: untouched pages cost nothing
  for (;;) {
    const ssize_t got = ::recv(client, buffer.data(), buffer.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    for (ssize_t done = 0; done < got;) {
      const ssize_t sent =
          ::send(client, buffer.data() + done, static_cast<std::size_t>(got - done), MSG_NOSIGNAL);
      if (sent < 0 && errno == EINTR) continue;
      if (sent < 0) {
        ::close(client);
        return;
      }
      done += sent;
    }
  }
  ::close(client);
}

}  // namespace

// Listens on 127.0.0.1 until it is killed. The threads are detached: nobody waits for them,
// the process ends under them. A server that people use must not do so.
int main(int argc, char** argv) {
  const int listener = ws101::bench::listen_on_loopback("raw_echo", argc, argv, 0);
  for (;;) {
    const int client = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0 && (errno == EINTR || errno == ECONNABORTED)) continue;
    if (client < 0) {
      std::fprintf(stderr, "raw_echo: cannot accept: %s\n", std::strerror(errno));
      return 1;
    }
    std::thread(serve, client).detach();
  }
}
