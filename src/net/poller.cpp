#include "net/poller.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace ws101 {
namespace {

constexpr std::chrono::milliseconds kLongestWait = std::chrono::hours(1);  // fits into the int of poll()

}  // namespace

void Poller::wait(std::optional<std::chrono::milliseconds> timeout) {
  const int milliseconds = timeout ? static_cast<int>(timeout->count()) : -1;
  if (::poll(watched_.data(), watched_.size(), milliseconds) >= 0) return;
  if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "poll");
  for (pollfd& watched : watched_) watched.revents = 0;
}

void Poller::wait_until(std::chrono::steady_clock::time_point until) {
  if (until == std::chrono::steady_clock::time_point::max()) return wait(std::nullopt);
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
  wait(std::clamp(left, std::chrono::milliseconds(0), kLongestWait));
}

}  // namespace ws101
