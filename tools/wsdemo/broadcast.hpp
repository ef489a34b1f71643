// The operator's console: lines of the operator go to all clients, messages of clients to the operator. An empty
// message is a keepalive and is shown to nobody: a browser ends an extension's worker after 30 s without events.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "server/server.hpp"
#include "wsdemo/access.hpp"
#include "wsdemo/room.hpp"

namespace ws101::demos {

inline constexpr std::size_t kMaxBroadcastMessage = 4000;  // bytes of a client's message
inline constexpr std::size_t kMaxClientName = 64;          // bytes

// Must outlive the server's run(). A client gets the operator's lines unchanged, and {"event":"join"},
// {"event":"leave"} and {"event":"message"} for the actions of clients. It cannot tell these from a line that looks
// like one; so a client with the notices' subprotocol gets {"event":"operator","text":...} for a line, and first of
// all {"event":"welcome","you":"127.0.0.1:4242","relay":false,"clients":2}. A client may have a name:
// /broadcast?name=Ada.
class Broadcast {
 public:
  struct Settings {
    bool relay = false;  // clients' messages go to the other clients, too
    // Gets a line for the operator, safe to print; called from many threads.
    std::function<void(const std::string&)> show;
  };
  Broadcast(Server& server, const Access& access, Settings settings);

  // Any thread: sends a line of the operator to all clients. Returns to how many; nothing is sent if it is not
  // UTF-8.
  std::size_t say(std::string_view line);

 private:
  void join(Peer& peer, const Request& request);
  void leave(const Peer& peer, const CloseEvent& event);
  void take(Peer& peer, const Message& message);
  void tell_event(std::string_view event, const std::string& words, const Peer& peer);
  std::string name_of(const Peer& peer) const;
  std::string fields_of(const Peer& peer, std::string_view event) const;  // of JSON, without the end
  std::size_t clients() const { return plain_.size() + with_notices_.size(); }

  Settings settings_;
  Room plain_;
  Room with_notices_;
  mutable std::mutex mutex_;
  std::map<std::uint64_t, std::string> names_;  // guarded by mutex_; of who has one, by the peer's id
};

}  // namespace ws101::demos
