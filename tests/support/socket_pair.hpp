// Two ends of one TCP connection of this machine: ours is the TcpSocket under test, theirs a raw socket.
#pragma once

#include <utility>

#include "net/tcp.hpp"
#include "support/raw_socket.hpp"

namespace ws101::testing {

struct SocketPair {
  // `buffer`: bytes for each end's kernel buffers; 0: the system's choice. Small, so that a stall shows soon.
  explicit SocketPair(int buffer = 0) {
    RawListener listener;
    RawSocket client = RawSocket::connect(listener.port(), buffer);
    RawSocket accepted = listener.accept();
    const int fd = ::dup(accepted.fd());
    if (buffer > 0) ::setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer);
    ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) & ~O_NONBLOCK);
    ours = TcpSocket(FileDescriptor(fd));
    theirs = std::move(client);
  }
  TcpSocket ours;
  RawSocket theirs;
};

}  // namespace ws101::testing
