// Writes lines to a descriptor that may block for ever: a terminal after Ctrl-S, a pager, a log collector that
// hangs.
#pragma once

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "text/counted.hpp"

namespace ws101 {

inline constexpr std::size_t kMaxWaitingText = std::size_t{1} << 20;  // 1 MiB

// A separate thread writes, so callers never wait. Lines beyond the limit are dropped, and a line that says how many
// replaces them. The destructor gives up if the descriptor takes nothing for 200 ms.
class LineWriter {
 public:
  // `name` begins the line about dropped lines. The caller still owns the descriptor.
  LineWriter(int fd, std::string name, std::size_t max_waiting = kMaxWaitingText)
      : fd_(fd), name_(std::move(name)), max_waiting_(max_waiting), thread_([this] { run(); }) {}
  ~LineWriter() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }
  LineWriter(const LineWriter&) = delete;
  LineWriter& operator=(const LineWriter&) = delete;

  // Queues one line or several, with their line ends. Any thread.
  void write(std::string_view text) {
    {
      const std::lock_guard lock(mutex_);
      if (waiting_.size() + text.size() > max_waiting_) {
        ++left_out_;
        return;
      }
      tell_left_out();
      waiting_ += text;
    }
    changed_.notify_one();
  }

 private:
  static constexpr int kRetryMs = 50;        // the interval at which a blocked descriptor is tried again
  static constexpr int kLastChanceMs = 200;  // for the remaining lines at the end; restarted by every write

  void tell_left_out() {
    if (left_out_ == 0) return;
    waiting_ +=
        name_ + ": ... " + counted(left_out_, "line") + " left out: they could not be written in time\n";
    left_out_ = 0;
  }

  void run() {
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      std::string text = std::exchange(waiting_, {});
      while (!text.empty()) {
        const bool last_try = stopping_;
        lock.unlock();
        const bool written = write_some(text, last_try ? kLastChanceMs : kRetryMs);
        lock.lock();
        if (!written && last_try) return;
        if (waiting_.empty()) tell_left_out();
      }
    }
  }

  // poll() reports that at least PIPE_BUF bytes can be written without blocking, so it never writes more in one call.
  // False if nothing could be written within `wait_ms`. On an error the text is dropped.
  bool write_some(std::string& text, int wait_ms) const {
    pollfd writable{fd_, POLLOUT, 0};
    if (::poll(&writable, 1, wait_ms) <= 0) return false;
    const ssize_t count = ::write(fd_, text.data(), std::min<std::size_t>(text.size(), PIPE_BUF));
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return false;
    text.erase(0, count < 0 ? text.size() : static_cast<std::size_t>(count));
    return true;
  }

  const int fd_;
  const std::string name_;
  const std::size_t max_waiting_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::string waiting_;
  std::size_t left_out_ = 0;  // since the last line about them
  bool stopping_ = false;

  std::thread thread_;  // last, because it uses all members above
};

}  // namespace ws101
