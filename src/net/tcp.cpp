#include "net/tcp.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <string_view>
#include <system_error>

namespace ws101 {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMaxParts = 16;  // parts that are sent in one call
// Bytes of one blocking send: few enough that a slow peer's progress is visible.
constexpr std::size_t kMaxWait = std::size_t{256} << 10;

[[noreturn]] void fail(int error, const std::string& what) {
  throw std::system_error(error, std::generic_category(), what);
}

template <typename Getter>
Address ask(int fd, Getter getter) {
  Address address;
  address.size = sizeof address.v6;
  if (getter(fd, &address.any, &address.size) != 0) address = Address{};
  return address;
}

void set_option(int fd, int level, int option, int value) {
  ::setsockopt(fd, level, option, &value, sizeof value);
}

// Small writes are sent immediately. Accepted sockets inherit this from the listener.
void send_at_once(int fd) {
  set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1);
}

void set_blocking(int fd, bool blocking) {
  const int flags = ::fcntl(fd, F_GETFL);
  ::fcntl(fd, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK);
}

// poll() for one descriptor: which of `events` are ready; 0 if the deadline passes first.
short wait_for(int fd, short events, Clock::time_point deadline) {
  for (;;) {
    int timeout = -1;
    if (deadline != Clock::time_point::max()) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
      timeout = static_cast<int>(std::clamp<std::int64_t>(left, 0, std::numeric_limits<int>::max()));
    }
    pollfd waiting{fd, events, 0};
    const int ready = ::poll(&waiting, 1, timeout);
    if (ready > 0) return waiting.revents;
    if (ready == 0) return 0;
    if (errno != EINTR) return events;  // the next call reports the error
  }
}

// Repeats the call while signals interrupt it. Nothing if the connection is broken, 0 if the system can take nothing
// now.
template <typename Call>
std::optional<std::size_t> taken_by(Call call) {
  for (;;) {
    const ssize_t sent = call();
    if (sent >= 0) return static_cast<std::size_t>(sent);
    if (errno == EAGAIN || errno == EWOULDBLOCK) return 0;
    if (errno != EINTR) return std::nullopt;
  }
}

// One sendmsg() of as much as fits in `room`, without the first `skip` bytes.
std::optional<std::size_t> send_parts(int fd, std::span<const Bytes> parts, std::size_t skip, int flags,
                                      std::size_t room = std::numeric_limits<std::size_t>::max()) {
  std::array<iovec, kMaxParts> vectors;
  std::size_t count = 0;
  for (const Bytes part : parts) {
    if (skip >= part.size()) {
      skip -= part.size();
      continue;
    }
    if (count == vectors.size() || room == 0) break;
    const std::size_t size = std::min(part.size() - skip, room);
    // iovec is not const-correct; sendmsg() only reads.
    vectors[count++] = {const_cast<std::uint8_t*>(part.data()) + skip, size};
    room -= size;
    skip = 0;
  }
  msghdr message{};
  message.msg_iov = vectors.data();
  message.msg_iovlen = count;
  return taken_by([&] { return ::sendmsg(fd, &message, flags | MSG_NOSIGNAL); });
}

}  // namespace

TcpSocket TcpSocket::connect(const std::string& host, std::uint16_t port, std::chrono::milliseconds timeout) {
  const Clock::time_point deadline = Clock::now() + timeout;
  const std::vector<Address> addresses = resolve(host, port, false);
  int error = 0;
  std::string where;
  for (const Address& address : addresses) {
    where = address.text();
    FileDescriptor fd(::socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!fd.valid()) {  // such as IPv6 on a machine without it: try the next address
      error = errno;
      continue;
    }
    send_at_once(fd.get());
    set_blocking(fd.get(), false);
    error = ::connect(fd.get(), &address.any, address.size) == 0 ? 0 : errno;
    if (error == EINPROGRESS) {
      error = ETIMEDOUT;
      if (wait_for(fd.get(), POLLOUT, deadline) != 0) {
        socklen_t size = sizeof error;
        ::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &size);
      }
    }
    if (error == 0) {
      set_blocking(fd.get(), true);
      return TcpSocket(std::move(fd));
    }
  }
  fail(error, "cannot connect to " + where);
}

std::ptrdiff_t TcpSocket::receive(MutableBytes into) {
  for (;;) {
    const ssize_t count = ::recv(fd_.get(), into.data(), into.size(), 0);
    if (count >= 0) return count;
    if (errno != EINTR) return -errno;
  }
}

TcpSocket::Ready TcpSocket::wait(bool to_read, bool to_write, Clock::time_point deadline) const {
  const auto events = static_cast<short>((to_read ? POLLIN : 0) | (to_write ? POLLOUT : 0));
  const short got = wait_for(fd_.get(), events, deadline);
  // poll() always reports errors and hang-ups. Return "ready": the next call returns the error.
  const bool broken = (got & ~(POLLIN | POLLOUT)) != 0;
  return {to_read && (broken || (got & POLLIN) != 0), to_write && (broken || (got & POLLOUT) != 0)};
}

std::optional<std::size_t> TcpSocket::send_some(std::span<const Bytes> parts, std::size_t skip) {
  const std::optional<std::size_t> at_once = send_now(parts, skip);  // which may be megabytes
  return at_once == 0 ? send_parts(fd_.get(), parts, skip, 0, kMaxWait) : at_once;
}

std::optional<std::size_t> TcpSocket::send_now(std::span<const Bytes> parts, std::size_t skip) {
  if (parts.size() != 1) return send_parts(fd_.get(), parts, skip, MSG_DONTWAIT);
  const Bytes part = parts[0].subspan(skip);  // the common case: send() is cheaper than sendmsg()
  return taken_by([&] { return ::send(fd_.get(), part.data(), part.size(), MSG_DONTWAIT | MSG_NOSIGNAL); });
}

bool TcpSocket::send_all(Bytes bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const std::optional<std::size_t> count = send_some(std::span(&bytes, 1), sent);
    if (!count) return false;
    sent += *count;
  }
  return true;
}

void TcpSocket::shutdown_send() {
  ::shutdown(fd_.get(), SHUT_WR);
}
void TcpSocket::shutdown_receive() {
  ::shutdown(fd_.get(), SHUT_RD);
}
void TcpSocket::shutdown_both() {
  ::shutdown(fd_.get(), SHUT_RDWR);
}

void TcpSocket::reset_on_close() {
  const linger hard{1, 0};
  ::setsockopt(fd_.get(), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
}

Address TcpSocket::local() const {
  return ask(fd_.get(), ::getsockname);
}
Address TcpSocket::peer() const {
  return ask(fd_.get(), ::getpeername);
}

TcpListener::TcpListener(const std::string& host, std::uint16_t port) {
  int error = 0;
  std::string where;
  for (const Address& address : resolve(host, port, true)) {
    where = address.text();
    FileDescriptor fd(::socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!fd.valid()) {
      error = errno;
      continue;
    }
    // A restarted server need not wait for the TIME_WAIT of old connections.
    set_option(fd.get(), SOL_SOCKET, SO_REUSEADDR, 1);
    // "::" also accepts IPv4, whatever the system's default is.
    if (address.any.sa_family == AF_INET6) set_option(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, 0);
    send_at_once(fd.get());
    if (::bind(fd.get(), &address.any, address.size) == 0 && ::listen(fd.get(), SOMAXCONN) == 0) {
      local_ = ask(fd.get(), ::getsockname);
      fd_ = std::move(fd);
      return;
    }
    error = errno;
  }
  fail(error, "cannot listen on " + where);
}

TcpListener::Accepted TcpListener::accept_once() {
  for (;;) {
    Accepted accepted;
    accepted.peer.size = sizeof accepted.peer.v6;
    FileDescriptor fd(::accept4(fd_.get(), &accepted.peer.any, &accepted.peer.size, SOCK_CLOEXEC));
    if (fd.valid()) {
      accepted.got = Got::Connection;
      accepted.socket = TcpSocket(std::move(fd));
      return accepted;
    }
    switch (errno) {
      case EINTR:
      case ECONNABORTED:
      case EPROTO:
        continue;  // a client that gave up while it waited
      case EAGAIN:
        accepted.got = Got::NoneWaiting;
        return accepted;
      case EMFILE:
      case ENFILE:
        accepted.got = Got::LastDescriptor;
        return accepted;
      default:
        accepted.got = Got::NoResources;
        return accepted;  // ENOBUFS, ENOMEM
    }
  }
}

// Without a free descriptor a client can be neither served nor refused, and would wait for ever. One descriptor is
// reserved for this case.
TcpListener::Accepted TcpListener::accept() {
  if (!reserve_.valid()) reserve_ = FileDescriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  Accepted accepted = accept_once();
  if (accepted.got != Got::LastDescriptor) return accepted;
  reserve_.reset();
  accepted = accept_once();
  if (accepted.got == Got::LastDescriptor) accepted.got = Got::NoResources;
  if (accepted.got == Got::Connection) accepted.got = Got::LastDescriptor;
  return accepted;
}

}  // namespace ws101
