// Waits for several descriptors: poll(2).
#pragma once

#include <poll.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

namespace ws101 {

class Poller {
 public:
  // Forgets all descriptors.
  void clear() { watched_.clear(); }

  // Watches a descriptor; one below 0 is never ready. Returns its index, counted from 0.
  std::size_t add_readable(int fd) { return add(fd, POLLIN); }
  std::size_t add_writable(int fd) { return add(fd, POLLOUT); }

  // Blocks until one is ready or the time has passed. A signal may end it early. Throws std::system_error.
  void wait(std::optional<std::chrono::milliseconds> timeout);
  // The same until this time, or without a limit if it is time_point::max(). May return early after an hour.
  void wait_until(std::chrono::steady_clock::time_point until);

  // After wait(): whether the descriptor at this place is ready, or broken.
  bool ready(std::size_t place) const { return watched_[place].revents != 0; }

 private:
  std::size_t add(int fd, short events) {
    watched_.push_back({fd, events, 0});
    return watched_.size() - 1;
  }
  std::vector<pollfd> watched_;
};

}  // namespace ws101
