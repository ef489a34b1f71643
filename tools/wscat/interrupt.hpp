// Ctrl-C and SIGTERM as an event that poll() can wait for.
#pragma once

#include <atomic>
#include <csignal>

#include "handle_once.hpp"
#include "net/waker.hpp"

namespace ws101::wscat {

// While this object exists, the first SIGINT or SIGTERM sets a flag and wakes; a second one of the same kind ends the
// program immediately. At most one object at a time.
class Interrupt {
 public:
  explicit Interrupt(Waker& waker) {
    current() = &waker;
    handle_once({SIGINT, SIGTERM}, [](int) {
      came_flag() = true;
      if (Waker* const waiting = current()) waiting->wake();
    });
  }
  ~Interrupt() { current() = nullptr; }
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  bool came() const { return came_flag(); }

 private:
  // Initialised before main(), so that nothing is constructed in a signal handler.
  static std::atomic<Waker*>& current() {
    static constinit std::atomic<Waker*> waker = nullptr;
    return waker;
  }
  static std::atomic<bool>& came_flag() {
    static constinit std::atomic<bool> flag = false;
    return flag;
  }
};

}  // namespace ws101::wscat
