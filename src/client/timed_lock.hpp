// A mutex whose lock() may have a deadline.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace ws101 {

// A replacement for std::timed_mutex: the ThreadSanitizer of GCC 12 does not know pthread_mutex_clocklock().
class TimedLock {
 public:
  void lock() {
    std::unique_lock lock(mutex_);
    freed_.wait(lock, [this] { return !taken_; });
    taken_ = true;
  }
  bool try_lock() {
    const std::lock_guard lock(mutex_);
    if (taken_) return false;
    return taken_ = true;
  }
  // False if the deadline passes first.
  bool try_lock_until(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    if (!freed_.wait_until(lock, deadline, [this] { return !taken_; })) return false;
    return taken_ = true;
  }
  void unlock() {
    {
      const std::lock_guard lock(mutex_);
      taken_ = false;
    }
    freed_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable freed_;
  bool taken_ = false;  // guarded by mutex_
};

}  // namespace ws101
