// Ctrl-C and SIGTERM end a program in good order: the server stops, says 1001 to its clients, and run() returns.
#pragma once

#include <atomic>
#include <csignal>

#include "server/server.hpp"

namespace ws101 {

// While it lives, SIGINT and SIGTERM stop the server. A second signal ends the program at once. At most
// one at a time. From then on SIGPIPE does nothing.
class StopOnSignal {
 public:
  explicit StopOnSignal(Server& server) {
    current() = &server;
    std::signal(SIGPIPE, SIG_IGN);  // a reader of our output that has left is no reason to end
    struct sigaction action {};
    action.sa_handler = [](int) {
      if (Server* const running = current()) running->stop();
    };
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
  }
  ~StopOnSignal() { current() = nullptr; }
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;

 private:
  static std::atomic<Server*>& current() {
    static std::atomic<Server*> server = nullptr;
    return server;
  }
};

}  // namespace ws101
