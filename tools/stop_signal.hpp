// Ctrl-C, SIGTERM and the end of the terminal end a program properly: the server stops, sends 1001 to its clients, and
// run() returns.
#pragma once

#include <atomic>
#include <csignal>

#include "handle_once.hpp"
#include "server/server.hpp"

namespace ws101 {

// While this object exists, SIGINT and SIGTERM stop the server, and so does SIGHUP unless it is ignored (nohup). A
// second signal ends the program immediately. At most one object at a time. It also makes the program ignore SIGPIPE
// and SIGXFSZ, for good: the write fails.
class StopOnSignal {
 public:
  explicit StopOnSignal(Server& server) {
    current() = &server;
    std::signal(SIGPIPE, SIG_IGN);  // the server continues if the reader of our output has left
    std::signal(SIGXFSZ, SIG_IGN);  // and if a file may not grow
    const auto stop = [](int) {
      if (Server* const running = current()) running->stop();
    };
    handle_once({SIGINT, SIGTERM}, stop);
    struct sigaction hang_up {};
    sigaction(SIGHUP, nullptr, &hang_up);
    if (hang_up.sa_handler != SIG_IGN) handle_once({SIGHUP}, stop);
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
