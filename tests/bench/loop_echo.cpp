// The other design, for comparison: the same TCP echo without any protocol, but by one thread with an event loop (epoll)
// for all clients instead of a blocking thread for each. What a thread for each client costs is the difference between
// this and raw_echo.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <vector>

#include "listening.hpp"

namespace {

constexpr std::size_t kBuffer = std::size_t{64} << 10;
constexpr int kEvents = 512;

bool watch(int epoll, int operation, int fd, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.fd = fd;
  return ::epoll_ctl(epoll, operation, fd, &event) == 0;
}

// What a client has not taken yet, and where it begins. A loop cannot wait inside send(), so this must be kept.
struct Rest {
  std::vector<std::uint8_t> bytes;
  std::size_t sent = 0;
};

// Sends on. False when the client is gone; what could not be sent stays in `rest`.
bool send_rest(int client, Rest& rest) {
  while (rest.sent < rest.bytes.size()) {
    const ssize_t sent =
        ::send(client, rest.bytes.data() + rest.sent, rest.bytes.size() - rest.sent, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return errno == EAGAIN;
    rest.sent += static_cast<std::size_t>(sent);
  }
  rest = {};
  return true;
}

// One turn for one client: a read, and its echo. False when the client is gone.
bool serve(int epoll, int client, std::array<std::uint8_t, kBuffer>& buffer, Rest& rest) {
  const bool waited = !rest.bytes.empty();
  if (waited) {
    if (!send_rest(client, rest)) return false;
    return !rest.bytes.empty() || watch(epoll, EPOLL_CTL_MOD, client, EPOLLIN);
  }
  const ssize_t got = ::recv(client, buffer.data(), buffer.size(), 0);
  if (got < 0) return errno == EAGAIN || errno == EINTR;
  if (got == 0) return false;
  const auto size = static_cast<std::size_t>(got);
  const ssize_t sent = ::send(client, buffer.data(), size, MSG_NOSIGNAL);
  if (sent < 0 && errno != EAGAIN && errno != EINTR) return false;
  const std::size_t done = sent < 0 ? 0 : static_cast<std::size_t>(sent);
  if (done == size) return true;
  rest = {{buffer.begin() + static_cast<std::ptrdiff_t>(done), buffer.begin() + got}, 0};
  return watch(epoll, EPOLL_CTL_MOD, client, EPOLLOUT);  // not read from before it has taken its answer
}

}  // namespace

// Listens on 127.0.0.1 until it is killed.
int main(int argc, char** argv) {
  const int listener = ws101::bench::listen_on_loopback("loop_echo", argc, argv, SOCK_NONBLOCK);
  const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
  if (epoll < 0 || !watch(epoll, EPOLL_CTL_ADD, listener, EPOLLIN)) {
    std::fprintf(stderr, "loop_echo: cannot watch: %s\n", std::strerror(errno));
    return 1;
  }
  // One buffer for all: it is empty again before the next client's turn.
  static std::array<std::uint8_t, kBuffer> buffer;
  std::vector<Rest> rests;  // by descriptor
  for (;;) {
    std::array<epoll_event, kEvents> events;
    const int ready = ::epoll_wait(epoll, events.data(), kEvents, -1);
    for (int i = 0; i < ready; ++i) {
      const int fd = events[static_cast<std::size_t>(i)].data.fd;
      if (fd != listener) {
        Rest& rest = rests[static_cast<std::size_t>(fd)];
        if (serve(epoll, fd, buffer, rest)) continue;
        rest = {};
        ::close(fd);
        continue;
      }
      const int client = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
      if (client < 0) continue;
      const int on = 1;
      ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      if (rests.size() <= static_cast<std::size_t>(client))
        rests.resize(static_cast<std::size_t>(client) + 1);
      if (!watch(epoll, EPOLL_CTL_ADD, client, EPOLLIN)) ::close(client);
    }
  }
}
