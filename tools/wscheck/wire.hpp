// A raw TCP connection to the peer: every wait has a deadline, every buffer a limit.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "net/tcp.hpp"
#include "text/bytes.hpp"

namespace ws101::wscheck {

using Clock = std::chrono::steady_clock;

inline constexpr std::size_t kOneRead = std::size_t{64} << 10;  // bytes received in one call
// Received bytes that are kept during a long send.
inline constexpr std::size_t kMostUnread = std::size_t{24} << 20;
// Bytes received: more than the longest answer to any case, 20 MiB, and little enough for a case in every thread. A
// peer that sends more never stops.
inline constexpr std::size_t kMostInACase = std::size_t{32} << 20;

class Wire {
 public:
  enum class Got : std::uint8_t {
    Bytes,
    End,      // the peer has ended its half of TCP
    Reset,    // or reset the connection
    Silence,  // nothing until the deadline
    TooMuch,  // more than kMostInACase in total
  };

  Wire() = default;
  explicit Wire(TcpSocket socket) : socket_(std::move(socket)) {}

  // Sends all bytes, and keeps those that come meanwhile for receive(). False if the connection is broken,
  // or if the peer takes nothing for `patience`.
  bool send(Bytes bytes, std::chrono::milliseconds patience, Clock::time_point deadline);
  // Appends at most kOneRead bytes to `into`.
  Got receive(std::vector<std::uint8_t>& into, Clock::time_point deadline);

  void end_sending() { socket_.shutdown_send(); }
  // The peer gets a reset.
  void reset();
  void close() { socket_.close(); }
  bool valid() const { return socket_.valid(); }

 private:
  Got read(std::vector<std::uint8_t>& into);

  TcpSocket socket_;
  std::vector<std::uint8_t> unread_;  // bytes that came while send() waited
  Got ending_ = Got::Bytes;           // how TCP ended, once it has
  std::size_t total_ = 0;
};

}  // namespace ws101::wscheck
