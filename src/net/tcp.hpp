// TCP: a connected socket, and a listener that accepts them. All errors of the system are std::system_error.
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

// A connected, blocking socket. Small writes go out at once (TCP_NODELAY). A write to a peer that is gone is an error
// value, never a SIGPIPE.
class TcpSocket {
 public:
  TcpSocket() = default;
  explicit TcpSocket(FileDescriptor fd) : fd_(std::move(fd)) {}

  // Tries the host's addresses in turn until one answers; gives up when `timeout` has passed in all.
  // Throws std::system_error (its code tells: connection_refused, timed_out, ...).
  static TcpSocket connect(const std::string& host, std::uint16_t port, std::chrono::milliseconds timeout);

  // Blocks until at least one byte has come. 0 when the peer has ended its half. Negative for a broken connection,
  // as -errno; never -EINTR.
  std::ptrdiff_t receive(MutableBytes into);
  // Waits until a byte (or the end) can be received, or bytes can be sent, or the deadline passes: then neither.
  struct Ready {
    bool read = false;
    bool write = false;
  };
  Ready wait(bool to_read, bool to_write, std::chrono::steady_clock::time_point deadline) const;
  bool wait_readable(std::chrono::steady_clock::time_point deadline) const {
    return wait(true, false, deadline).read;
  }

  // Sends the parts one after the other as one stream, without the first `skip` bytes of them. Returns how many bytes
  // the system took, or nothing when the connection is broken. send_some blocks until it can take some;
  // send_now returns 0 instead.
  std::optional<std::size_t> send_some(std::span<const Bytes> parts, std::size_t skip = 0);
  std::optional<std::size_t> send_now(std::span<const Bytes> parts, std::size_t skip = 0);
  // Blocks until all is with the system; false when the connection is broken.
  bool send_all(Bytes bytes);

  // Ends one half or both, as seen by the peer and by threads that block on this socket. Idempotent.
  void shutdown_send();
  void shutdown_receive();
  void shutdown_both();
  // Whatever is not yet sent will be thrown away when the socket is closed, and the peer gets a reset.
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
    Connection,      // one more
    NoneWaiting,     // no client waits
    LastDescriptor,  // no descriptor is left but the one kept for this: refuse this connection and close it
    NoResources,     // the system has no means for a connection now: ask again a little later
  };
  struct Accepted {
    Got got = Got::NoneWaiting;
    TcpSocket socket;  // for Connection and LastDescriptor
    Address peer;
  };
  // Never blocks. No error here is the listener's end: they belong to one connection, or pass.
  Accepted accept();

 private:
  Accepted accept_once();

  FileDescriptor fd_;
  FileDescriptor reserve_;  // given up when no descriptor is left, so that the client can be told
  Address local_;
};

}  // namespace ws101
