// The server sends without being asked: the time and a counter, each second, to every client.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>

#include "server/server.hpp"
#include "wsdemo/access.hpp"
#include "wsdemo/ticker.hpp"

namespace ws101::demos {

// Must outlive the server's run().
class Push {
 public:
  Push(Server& server, const Access& access, std::chrono::milliseconds interval);

 private:
  struct Listener {
    Peer peer;
    std::uint64_t count = 0;  // messages so far
  };
  static void tell(Listener& listener, const std::string& time);
  void tell_all();

  std::mutex mutex_;
  std::map<std::uint64_t, Listener> listeners_;  // guarded by mutex_; by the peer's id
  Ticker ticker_;
};

}  // namespace ws101::demos
