#include "wsbench/socket.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

namespace ws101::wsbench {
namespace {

volatile std::sig_atomic_t interrupt_seen = 0;

void note_interrupt(int) {
  interrupt_seen = 1;
}

}  // namespace

void throw_errno(const std::string& what) {
  throw Failure(what + ": " + std::strerror(errno));
}

Socket::~Socket() {
  if (fd_ >= 0) ::close(fd_);
}

Address resolve(const Target& target) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  const int error = ::getaddrinfo(target.host.c_str(), target.port.c_str(), &hints, &list);
  if (error != 0) throw Failure("cannot find " + target.url() + ": " + ::gai_strerror(error));
  Address address;
  address.family = list->ai_family;
  const auto* const begin = reinterpret_cast<const unsigned char*>(list->ai_addr);
  address.bytes.assign(begin, begin + list->ai_addrlen);
  ::freeaddrinfo(list);
  return address;
}

Connecting begin_connect(const Address& address) {
  Connecting begun;
  begun.socket = Socket(::socket(address.family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (begun.socket.fd() < 0) throw_errno("cannot make a socket");
  const int on = 1;
  ::setsockopt(begun.socket.fd(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  // Over loopback the three-way handshake is often complete when connect() returns.
  if (::connect(begun.socket.fd(), address.get(), static_cast<socklen_t>(address.bytes.size())) == 0) {
    begun.connected = true;
  } else if (errno != EINPROGRESS) {
    throw_errno("cannot connect");
  }
  return begun;
}

void finish_connect(const Socket& socket) {
  int error = 0;
  socklen_t size = sizeof error;
  if (::getsockopt(socket.fd(), SOL_SOCKET, SO_ERROR, &error, &size) != 0) throw_errno("cannot connect");
  if (error != 0) {
    errno = error;
    throw_errno("cannot connect");
  }
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
  struct sigaction action {};
  action.sa_handler = note_interrupt;
  // Once more ends the program the hard way.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() {
  return interrupt_seen != 0;
}

}  // namespace ws101::wsbench
