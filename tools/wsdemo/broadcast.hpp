// The operator's console: lines of the operator go to all clients, messages of clients to the operator. An empty
// message is a sign of life and is shown to nobody: a browser ends an extension's worker that says nothing for 30 s.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "server/server.hpp"
#include "wsdemo/access.hpp"
#include "wsdemo/room.hpp"

namespace ws101::demos {

inline constexpr std::size_t kMaxBroadcastMessage = 4000;  // bytes of a client's message

// Must outlive the server's run().
class Broadcast {
 public:
  struct Settings {
    bool relay = false;  // clients' messages go to the other clients, too
    // A line for the operator, safe to print; called from many threads.
    std::function<void(const std::string&)> show;
  };
  Broadcast(Server& server, const Access& access, Settings settings);

  // Any thread: a line of the operator, for all clients as it is. Returns how many got it; nobody when it is not UTF-8.
  std::size_t say(std::string_view line);

 private:
  void tell_event(std::string_view event, const std::string& words, const Peer& peer, std::size_t clients);
  void take(Peer& peer, const Message& message);

  Settings settings_;
  Room room_;
};

}  // namespace ws101::demos
