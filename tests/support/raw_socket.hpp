// A peer without any code of src/: bytes out, bytes in, over a real socket of this machine.
#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/frames.hpp"
#include "support/nothing_left.hpp"

namespace ws101::testing {

// One frame as it stood on the wire.
struct SeenFrame {
  bool fin = true;
  int rsv = 0;
  int opcode = kText;
  bool masked = false;
  Wire key;
  Wire payload;  // unmasked
  std::size_t header = 2;

  std::string text() const { return std::string(payload.begin(), payload.end()); }
  int code() const { return payload.size() < 2 ? 1005 : payload[0] << 8 | payload[1]; }
  std::string reason() const { return payload.size() < 2 ? "" : text().substr(2); }
  // "text Hello", "close 1002", "binary of 65536 bytes, sum 1234"
  std::string words() const {
    const std::string name = opcode == kText     ? "text"
                             : opcode == kBinary ? "binary"
                             : opcode == kClose  ? "close"
                             : opcode == kPing   ? "ping"
                             : opcode == kPong   ? "pong"
                                                 : "opcode " + std::to_string(opcode);
    const std::string parts = name + (fin ? "" : " unfinished") + (rsv != 0 ? " rsv" : "");
    if (opcode == kClose) return parts + " " + std::to_string(code());
    if (payload.size() <= 125) return parts + " " + text();
    std::uint32_t sum = 1;
    for (const std::uint8_t byte : payload) sum = sum * 16777619 ^ byte;
    return parts + " of " + std::to_string(payload.size()) + " bytes, sum " + std::to_string(sum);
  }
};

using Seen = std::vector<std::string>;

// The frames at the beginning of the bytes, taken away from them.
inline bool take_frame(Wire& bytes, std::size_t& at, SeenFrame& frame) {
  const std::size_t left = bytes.size() - at;
  if (left < 2) return false;
  const std::uint8_t* const p = bytes.data() + at;
  std::size_t header = 2;
  std::uint64_t length = p[1] & 127;
  const std::size_t extended = length == 126 ? 2 : length == 127 ? 8 : 0;
  if (left < 2 + extended) return false;
  if (extended > 0) length = 0;
  for (std::size_t i = 0; i < extended; ++i) length = length << 8 | p[header++];
  frame.masked = (p[1] & 128) != 0;
  frame.key.clear();
  if (frame.masked) {
    if (left < header + 4) return false;
    frame.key.assign(p + header, p + header + 4);
    header += 4;
  }
  if (left - header < length) return false;
  frame.fin = (p[0] & 128) != 0;
  frame.rsv = p[0] >> 4 & 7;
  frame.opcode = p[0] & 15;
  frame.header = header;
  frame.payload.assign(p + header, p + header + length);
  for (std::size_t i = 0; frame.masked && i < frame.payload.size(); ++i) frame.payload[i] ^= frame.key[i % 4];
  at += header + static_cast<std::size_t>(length);
  return true;
}

inline Seen frames_in(Wire bytes) {
  Seen seen;
  std::size_t at = 0;
  for (SeenFrame frame; take_frame(bytes, at, frame);) seen.push_back(frame.words());
  if (at < bytes.size()) seen.push_back(std::to_string(bytes.size() - at) + " bytes of an unfinished frame");
  return seen;
}

class RawSocket {
 public:
  RawSocket() = default;
  explicit RawSocket(int fd) : fd_(fd) {
    const int on = 1;
    ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::fcntl(fd_, F_SETFL, ::fcntl(fd_, F_GETFL) | O_NONBLOCK);
  }
  RawSocket(RawSocket&& other) noexcept { *this = std::move(other); }
  RawSocket& operator=(RawSocket&& other) noexcept {
    std::swap(fd_, other.fd_);
    std::swap(got_, other.got_);
    std::swap(at_, other.at_);
    std::swap(was_reset_, other.was_reset_);
    return *this;
  }
  ~RawSocket() { close(); }

  // `receive_buffer`: bytes; 0: the system's choice. Small, so that a peer that does not read shows soon.
  static RawSocket connect(std::uint16_t port, int receive_buffer = 0) {
    RawSocket made(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (receive_buffer > 0)
      ::setsockopt(made.fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(made.fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
      if (errno != EINPROGRESS) fail("connect");
      made.wait(POLLOUT, "a connection");
      int error = 0;
      socklen_t size = sizeof error;
      ::getsockopt(made.fd_, SOL_SOCKET, SO_ERROR, &error, &size);
      errno = error;
      if (error != 0) fail("connect");
    }
    return made;
  }

  // ---- out ----
  RawSocket& send(std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
      const ssize_t count = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count >= 0) {
        bytes = bytes.subspan(static_cast<std::size_t>(count));
      } else if (errno == EAGAIN) {
        wait(POLLOUT, "room to send");
      } else {
        fail("send");
      }
    }
    return *this;
  }
  RawSocket& send(std::string_view text) { return send(bytes(text)); }
  // How many bytes the system took until it took no more, without waiting.
  std::size_t send_what_fits(std::span<const std::uint8_t> bytes) {
    const ssize_t count = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    return count < 0 ? 0 : static_cast<std::size_t>(count);
  }
  void end_sending() { ::shutdown(fd_, SHUT_WR); }
  // The peer gets a reset.
  void reset() {
    const linger hard{1, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    close();
  }
  void close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }

  // ---- in ----
  // Exactly so many bytes.
  Wire read(std::size_t count) {
    while (got_.size() - at_ < count) {
      if (!read_some())
        throw std::runtime_error("TCP ended while " + std::to_string(count) + " bytes were awaited");
    }
    const auto from = got_.begin() + static_cast<std::ptrdiff_t>(at_);
    at_ += count;
    return Wire(from, from + static_cast<std::ptrdiff_t>(count));
  }
  // An HTTP head, empty line included.
  std::string read_head() {
    for (;;) {
      const std::string_view text(reinterpret_cast<const char*>(got_.data()) + at_, got_.size() - at_);
      const std::size_t end = text.find("\r\n\r\n");
      if (end != std::string_view::npos) {
        at_ += end + 4;
        return std::string(text.substr(0, end + 4));
      }
      if (!read_some()) throw std::runtime_error("TCP ended inside an HTTP head: " + std::string(text));
    }
  }
  SeenFrame read_frame() {
    SeenFrame frame;
    while (!take_frame(got_, at_, frame)) {
      if (!read_some()) throw std::runtime_error("TCP ended while a frame was awaited");
    }
    if (at_ == got_.size() || at_ > (std::size_t{1} << 20)) {
      got_.erase(got_.begin(), got_.begin() + static_cast<std::ptrdiff_t>(at_));
      at_ = 0;
    }
    return frame;
  }
  // Everything until the peer ends TCP.
  Wire read_all() {
    while (read_some()) {
    }
    return Wire(got_.begin() + static_cast<std::ptrdiff_t>(std::exchange(at_, got_.size())), got_.end());
  }
  std::string read_all_text() {
    const Wire all = read_all();
    return std::string(all.begin(), all.end());
  }
  bool was_reset() const { return was_reset_; }

  // Sends the pieces, each in a call of its own, and reads at the same time; then reads until the peer ends TCP.
  Wire exchange(const std::vector<std::span<const std::uint8_t>>& pieces) {
    for (std::span<const std::uint8_t> piece : pieces) {
      while (!piece.empty()) {
        const ssize_t count = ::send(fd_, piece.data(), piece.size(), MSG_NOSIGNAL);
        if (count >= 0) {
          piece = piece.subspan(static_cast<std::size_t>(count));
        } else if (errno != EAGAIN) {
          return read_all();  // the peer has heard enough
        } else if ((wait(POLLIN | POLLOUT, "any progress") & POLLIN) != 0 && !read_some()) {
          return read_all();
        }
      }
    }
    return read_all();
  }

  int fd() const { return fd_; }

 private:
  friend class RawListener;
  [[noreturn]] static void fail(const std::string& what) {
    throw std::runtime_error(what + ": " + std::strerror(errno));
  }
  short wait(int events, const char* what) const {
    pollfd waiting{fd_, static_cast<short>(events), 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(std::chrono::milliseconds(kPatience).count()));
    if (ready <= 0) throw std::runtime_error(std::string("waited in vain for ") + what);
    return waiting.revents;
  }
  bool read_some() {
    for (;;) {
      const std::size_t before = got_.size();
      got_.resize(before + (std::size_t{64} << 10));
      const ssize_t count = ::recv(fd_, got_.data() + before, got_.size() - before, 0);
      got_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
      if (count > 0) return true;
      if (count == 0) return false;
      if (errno != EAGAIN) {
        was_reset_ = true;
        return false;
      }
      wait(POLLIN, "bytes");
    }
  }

  int fd_ = -1;
  Wire got_;
  std::size_t at_ = 0;
  bool was_reset_ = false;
};

// Accepts on 127.0.0.1, a port of the system's choice.
class RawListener {
 public:
  explicit RawListener(int backlog = 16) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    if (::bind(socket_.fd_, reinterpret_cast<const sockaddr*>(&at), sizeof at) != 0 ||
        ::listen(socket_.fd_, backlog) != 0 ||
        ::getsockname(socket_.fd_, reinterpret_cast<sockaddr*>(&at), &size) != 0) {
      RawSocket::fail("listen");
    }
    port_ = ntohs(at.sin_port);
  }
  std::uint16_t port() const { return port_; }
  RawSocket accept() {
    socket_.wait(POLLIN, "a client");
    const int fd = ::accept4(socket_.fd_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) RawSocket::fail("accept");
    return RawSocket(fd);
  }
  void close() { socket_.close(); }

 private:
  RawSocket socket_;
  std::uint16_t port_ = 0;
};

}  // namespace ws101::testing
