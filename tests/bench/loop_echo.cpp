// The other way to serve many: a TCP echo server with one thread for all clients, around epoll. Beside raw_echo it shows what
// a thread for each client costs; docs/11-one-thread-per-client.md has the figures. It is written for that alone: a client
// that does not take its answer at once is dropped, where a real event loop would keep the rest and come back.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

constexpr std::size_t kBuffer = std::size_t{64} << 10;
constexpr int kBacklog = 511;
constexpr std::size_t kEvents = 256;

void watch(int loop, int fd) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = fd;
  ::epoll_ctl(loop, EPOLL_CTL_ADD, fd, &event);
}

void greet(int loop, int listener) {
  const int client = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
  if (client < 0) return;
  const int on = 1;
  ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  watch(loop, client);
}

void echo(int client) {
  static std::array<std::uint8_t, kBuffer> buffer;  // one for all clients
  const ssize_t got = ::recv(client, buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (got > 0 &&
      ::send(client, buffer.data(), static_cast<std::size_t>(got), MSG_DONTWAIT | MSG_NOSIGNAL) == got) {
    return;
  }
  ::close(client);  // which takes it out of the loop, too
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 2) {
    std::fprintf(stderr, "usage: loop_echo [PORT]   (default 0: the system chooses; it is printed)\n");
    return 2;
  }
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  socklen_t size = sizeof address;
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(argc == 2 ? std::atoi(argv[1]) : 0));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(listener, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
      ::listen(listener, kBacklog) != 0 ||
      ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    std::perror("loop_echo");
    return 1;
  }
  std::printf("%d\n", ntohs(address.sin_port));
  std::fflush(stdout);

  const int loop = ::epoll_create1(EPOLL_CLOEXEC);
  watch(loop, listener);
  std::array<epoll_event, kEvents> ready;
  for (;;) {
    const int count = ::epoll_wait(loop, ready.data(), static_cast<int>(ready.size()), -1);
    for (int i = 0; i < count; ++i) {
      const int fd = ready[static_cast<std::size_t>(i)].data.fd;
      if (fd == listener) {
        greet(loop, listener);
      } else {
        echo(fd);
      }
    }
  }
}
