// Wakes the thread that sits in poll(): from any thread, and from a signal handler.
#pragma once

#include <atomic>

#include "net/file_descriptor.hpp"

namespace ws101 {

class Waker {
 public:
  Waker();  // throws std::system_error when there is no descriptor left

  void wake();  // any thread, signal handlers; cheap when already awake
  // The thread that polls, when it has woken and before it looks for what to do. A wake() after this wakes again.
  void sleep_again();
  int fd() const { return read_.get(); }

 private:
  FileDescriptor read_;
  FileDescriptor write_;
  std::atomic<bool> awake_ = false;
};

}  // namespace ws101
