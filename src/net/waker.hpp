// Wakes a thread that waits in poll(): from any thread, and from a signal handler.
#pragma once

#include <atomic>

#include "net/file_descriptor.hpp"

namespace ws101 {

class Waker {
 public:
  Waker();  // throws std::system_error if no descriptor is left

  void wake();  // any thread, signal handlers; cheap if already awake
  // Called by the polling thread after it has woken, before it looks for work. A wake() after this wakes it
  // again.
  void sleep_again();
  int fd() const { return read_.get(); }

 private:
  FileDescriptor read_;
  FileDescriptor write_;
  std::atomic<bool> awake_ = false;
};

}  // namespace ws101
