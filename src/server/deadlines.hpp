// The deadlines of one client: checks it regularly, and says when a deadline has passed.
#pragma once

#include <chrono>
#include <cstdint>

#include "server/client_thread.hpp"

namespace ws101 {

// Used by the server's thread only. The clients' threads read no clock: they only count what they do, and the
// deadlines notice when a count has not changed for too long.
class Deadlines {
 public:
  using Clock = std::chrono::steady_clock;

  // Sends a ping when the client has been idle for long enough, and a Close when a message makes no progress. Returns
  // why the client has to be dropped now, or No.
  ClientThread::Dropped check(ClientThread& client, const ServerLimits& limits, Clock::time_point now);

  // How often to check so that no deadline is missed by much: every 5 to 250 ms.
  static std::chrono::milliseconds tick(const ServerLimits& limits);

 private:
  // A value and since when it has been the same.
  template <typename Value>
  struct Watched {
    Value value{};
    Clock::time_point since{};
    Clock::duration unchanged(Value current, Clock::time_point now) {
      if (current != value || since == Clock::time_point{}) {
        value = current;
        since = now;
      }
      return now - since;
    }
  };
  ClientThread::Dropped check_open(ClientThread& client, const ServerLimits& limits, Clock::time_point now);

  Watched<int> phase_;
  Watched<std::uint64_t> activity_;
  Watched<std::uint64_t> progress_;
  Watched<std::uint64_t> message_;
  bool pinged_ = false;
};

}  // namespace ws101
