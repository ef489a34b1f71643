// One connection under load: its place in the rings of requests and replies, and its messages in flight.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "wsbench/dial.hpp"
#include "wsbench/exchange.hpp"
#include "wsbench/inflated_replies.hpp"
#include "wsbench/latency.hpp"
#include "wsbench/openings.hpp"

namespace ws101::wsbench {

class Flow {
 public:
  // `start` is the frame of the ring to begin with.
  Flow(FileDescriptor socket, const Exchange& exchange, std::size_t start, std::size_t depth);

  // Adds `count` messages to those that are due, and sends as much as the socket takes.
  void send_more(std::size_t count);

  // Receives into `buffer`, compares, adds the latencies of the messages that this completed, and returns
  // their number. Reads again only if the buffer was filled, or if `to_the_end` is set.
  std::size_t receive(std::vector<std::uint8_t>& buffer, bool to_the_end, LatencyHistogram& latency);

  bool sending() const { return to_send_ > 0; }
  std::size_t in_flight() const { return in_flight_; }
  const FileDescriptor& socket() const { return socket_; }

  // Call it when everything has come back: sends a Close and waits for the server's answer.
  // RFC 6455 7.1.1: the closing handshake, and the server closes TCP first. When raw, only the latter.
  void take_leave(bool raw, std::chrono::milliseconds timeout);

 private:
  std::size_t accept(Bytes got);
  void compare(Bytes got);

  FileDescriptor socket_;
  const Exchange* exchange_;
  std::size_t send_at_;                     // byte in the ring of requests
  std::size_t to_send_ = 0;                 // bytes due
  std::size_t receive_at_;                  // byte in the ring of replies
  std::size_t partial_ = 0;                 // bytes of the reply that is arriving
  std::uint64_t received_ = 0;              // bytes so far
  std::vector<Clock::time_point> sent_at_;  // of the messages in flight, a ring
  std::size_t oldest_ = 0;
  std::size_t in_flight_ = 0;
  std::optional<InflatedReplies> inflated_;  // with --deflate, in place of the ring of replies
};

}  // namespace ws101::wsbench
