// Does something at regular intervals, but only while somebody wants it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace ws101::demos {

// `work` runs in the ticker's own thread, first one interval after the first want(). Any thread may call any method.
class Ticker {
 public:
  Ticker(std::chrono::milliseconds interval, std::function<void()> begin, std::function<void()> work)
      : interval_(interval), begin_(std::move(begin)), work_(std::move(work)), thread_([this] { run(); }) {}
  ~Ticker() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }
  Ticker(const Ticker&) = delete;
  Ticker& operator=(const Ticker&) = delete;

  void want() { change(+1); }
  void want_no_longer() { change(-1); }

 private:
  void change(int by) {
    const std::lock_guard lock(mutex_);
    wanted_ += by;
    changed_.notify_one();
  }

  void run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      changed_.wait(lock, [this] { return stopping_ || wanted_ > 0; });
      if (stopping_) return;
      call(lock, begin_);
      auto next = std::chrono::steady_clock::now() + interval_;
      while (!changed_.wait_until(lock, next, [this] { return stopping_ || wanted_ == 0; })) {
        call(lock, work_);
        next += interval_;
      }
    }
  }

  static void call(std::unique_lock<std::mutex>& lock, const std::function<void()>& work) {
    if (!work) return;
    lock.unlock();  // no lock is held while the work runs
    work();
    lock.lock();
  }

  const std::chrono::milliseconds interval_;
  const std::function<void()> begin_;  // called when the first one wants it again
  const std::function<void()> work_;
  std::mutex mutex_;
  std::condition_variable changed_;
  int wanted_ = 0;         // guarded by mutex_
  bool stopping_ = false;  // guarded by mutex_
  std::thread thread_;     // last, because it uses all members above
};

}  // namespace ws101::demos
