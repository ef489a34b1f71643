// Clients that are refused because the server is full: each gets a 503, and a moment to read it.
#pragma once

#include <chrono>
#include <cstddef>
#include <list>

#include "net/poller.hpp"
#include "net/tcp.hpp"

namespace ws101 {

inline constexpr std::chrono::milliseconds kRefusedTime{
    1000};                                      // how long a refused client may take to read the response
inline constexpr std::size_t kMaxRefused = 64;  // the most refused clients that are kept at the same time

// Used by the server's thread only.
class RefusedClients {
 public:
  using Clock = std::chrono::steady_clock;

  // Sends the 503 without blocking.
  static void answer(TcpSocket& socket);
  // Keeps the answered socket for a moment: to close it immediately, with its request unread, would reset the
  // connection and could destroy the response.
  void keep(TcpSocket socket, Clock::time_point now);
  // watch() adds all of them to the poller. close_finished(), after its wait(), closes those that have left
  // or whose time has passed.
  void watch(Poller& poller);
  void close_finished(const Poller& poller, Clock::time_point now);

  bool empty() const { return refused_.empty(); }
  void clear() { refused_.clear(); }

 private:
  struct Refused {
    TcpSocket socket;
    Clock::time_point until;
    std::size_t place = 0;  // in the poller
  };
  std::list<Refused> refused_;
};

}  // namespace ws101
