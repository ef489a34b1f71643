// TCP: a connected socket, and a listener that accepts connections. Opening one throws std::system_error.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "net/address.hpp"
#include "net/file_descriptor.hpp"
#include "text/bytes.hpp"

namespace ws101 {

// A connected, blocking socket. Small writes are sent immediately (TCP_NODELAY). A write to a broken connection is an
// error value, never a SIGPIPE.
class TcpSocket {
 public:
  TcpSocket() = default;
  explicit TcpSocket(FileDescriptor fd) : fd_(std::move(fd)) {}

  // Tries the host's addresses in turn until one answers; gives up when `timeout` has passed in total.
  // Throws std::system_error (its code tells: connection_refused, timed_out, ...).
  static TcpSocket connect(const std::string& host, std::uint16_t port, std::chrono::milliseconds timeout);

  // Blocks until at least one byte comes. 0 if the peer has ended its half. Negative for a broken connection, as
  // -errno; never -EINTR.
  std::ptrdiff_t receive(MutableBytes into);
  // Waits until bytes (or the end) can be received, or bytes can be sent, or the deadline passes: then both are
  // false.
  struct Ready {
    bool read = false;
    bool write = false;
  };
  Ready wait(bool to_read, bool to_write, std::chrono::steady_clock::time_point deadline) const;
  bool wait_readable(std::chrono::steady_clock::time_point deadline) const {
    return wait(true, false, deadline).read;
  }

  // Sends the parts one after the other as one stream, without their first `skip` bytes. Returns how many bytes the
  // system took, or nothing if the connection is broken. send_some blocks until it can take some; send_now returns 0
  // instead.
  std::optional<std::size_t> send_some(std::span<const Bytes> parts, std::size_t skip = 0);
  std::optional<std::size_t> send_now(std::span<const Bytes> parts, std::size_t skip = 0);
  // Blocks until the system has taken all bytes; false if the connection is broken.
  bool send_all(Bytes bytes);

  // Ends one half or both, as seen by the peer and by threads that block on this socket. Idempotent.
  void shutdown_send();
  void shutdown_receive();
  void shutdown_both();
  // When the socket is closed, unsent bytes are dropped and the peer gets a reset.
  void reset_on_close();

  int fd() const { return fd_.get(); }
  bool valid() const { return fd_.valid(); }
  void close() { fd_.reset(); }
  Address local() const;
  Address peer() const;

 private:
  FileDescriptor fd_;
};

class TcpListener {
 public:
  TcpListener() = default;
  // Binds to the host's first address that can be bound; port 0 lets the system choose. The backlog is the system's
  // largest. Throws std::system_error, which says the address.
  TcpListener(const std::string& host, std::uint16_t port);

  Address local() const { return local_; }
  int fd() const { return fd_.get(); }
  void close() { fd_.reset(); }

  enum class Got {
    Connection,      // a new connection
    NoneWaiting,     // no client waits
    LastDescriptor,  // the last, reserved descriptor was used: refuse this connection and close it
    NoResources,     // the system has no resources for a connection now: try again a little later
  };
  struct Accepted {
    Got got = Got::NoneWaiting;
    TcpSocket socket;  // for Connection and LastDescriptor
    Address peer;
  };
  // Never blocks. No error ends the listener: each concerns one connection, or is temporary.
  Accepted accept();

 private:
  Accepted accept_once();

  FileDescriptor fd_;
  FileDescriptor reserve_;  // released if no descriptor is left, so that the client can be refused
  Address local_;
};

}  // namespace ws101
