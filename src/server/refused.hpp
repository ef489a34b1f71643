// Clients that get no place: each is told why, and gets a moment to read it.
#pragma once

#include <chrono>
#include <cstddef>
#include <list>

#include "net/poller.hpp"
#include "net/tcp.hpp"

namespace ws101 {

inline constexpr std::chrono::milliseconds kRefusedTime{
    1000};                                      // how long a refused client may take to read why
inline constexpr std::size_t kMaxRefused = 64;  // refused clients that are waited for at once

// Belongs to the server's thread.
class RefusedClients {
 public:
  using Clock = std::chrono::steady_clock;

  // Sends the 503 without blocking.
  static void answer(TcpSocket& socket);
  // Keeps the answered socket for a moment: closing it at once, with its request unread, would reset the connection and
  // could take the answer with it.
  void keep(TcpSocket socket, Clock::time_point now);
  // Adds all of them to the poller; and after its wait(): closes those that have left or whose time is over.
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
