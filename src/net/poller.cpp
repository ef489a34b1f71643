#include "net/poller.hpp"

#include <cerrno>
#include <system_error>

namespace ws101 {

void Poller::wait(std::optional<std::chrono::milliseconds> timeout) {
  const int milliseconds = timeout ? static_cast<int>(timeout->count()) : -1;
  if (::poll(watched_.data(), watched_.size(), milliseconds) >= 0) return;
  if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "poll");
  for (pollfd& watched : watched_) watched.revents = 0;
}

}  // namespace ws101
