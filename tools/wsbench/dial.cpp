#include "wsbench/dial.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "handle_once.hpp"

namespace ws101::wsbench {
namespace {

volatile std::sig_atomic_t interrupt_seen = 0;

}  // namespace

void throw_errno(const std::string& what) {
  throw Failure(what + ": " + std::strerror(errno));
}

Dialled dial(const Address& address) {
  Dialled dialled;
  const int family = address.any.sa_family;
  dialled.socket = FileDescriptor(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!dialled.socket.valid()) throw_errno("cannot make a socket");
  const int on = 1;
  ::setsockopt(dialled.socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  // Over loopback the three-way handshake is often complete when connect() returns.
  dialled.connected = ::connect(dialled.socket.get(), &address.any, address.size) == 0;
  if (!dialled.connected && errno != EINPROGRESS) throw_errno("cannot connect to " + address.text());
  return dialled;
}

void finish_dial(int socket, const Address& address) {
  int error = 0;
  socklen_t size = sizeof error;
  if (::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) != 0) error = errno;
  if (error == 0) return;
  errno = error;
  throw_errno("cannot connect to " + address.text());
}

FileDescriptor make_epoll() {
  FileDescriptor epoll(::epoll_create1(EPOLL_CLOEXEC));
  if (!epoll.valid()) throw_errno("cannot make an epoll");
  return epoll;
}

void watch(int epoll, int socket, std::uint64_t tag) {
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  event.data.u64 = tag;
  if (::epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event) != 0) throw_errno("cannot watch a socket");
}

void allow_descriptors(std::size_t wanted) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
  if (limit.rlim_max < wanted) {
    throw Failure("the system allows this process " + std::to_string(limit.rlim_max) + " descriptors, and " +
                  std::to_string(wanted) + " are needed (see ulimit -n)");
  }
  limit.rlim_cur = wanted;
  if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) throw_errno("cannot raise the limit of descriptors");
}

void watch_interrupt() {
  handle_once({SIGINT, SIGTERM}, [](int) { interrupt_seen = 1; });
}

bool interrupted() {
  return interrupt_seen != 0;
}

}  // namespace ws101::wsbench
