// The clients of one endpoint, as a group to which one can send.
#pragma once

#include <cstdint>
#include <mutex>
#include <set>
#include <string_view>

#include "server/server.hpp"

namespace ws101::demos {

// Any thread may call any method. Nothing blocks on a slow client.
class Room {
 public:
  explicit Room(Server& server) : server_(server) {}

  void join(const Peer& peer) {
    const std::lock_guard lock(mutex_);
    ids_.insert(peer.id());
  }
  void leave(const Peer& peer) {
    const std::lock_guard lock(mutex_);
    ids_.erase(peer.id());
  }
  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return ids_.size();
  }

  // Sends a text to all clients except one. All get such texts in the same order. Returns how many got it.
  std::size_t tell(std::string_view text, const Peer* but = nullptr) {
    const std::uint64_t skipped = but != nullptr ? but->id() : 0;
    return server_.broadcast(Opcode::Text, bytes_of(text), [this, skipped](const Peer& peer) {
      if (peer.id() == skipped) return false;
      const std::lock_guard lock(mutex_);
      return ids_.contains(peer.id());
    });
  }

 private:
  Server& server_;
  mutable std::mutex mutex_;
  std::set<std::uint64_t> ids_;  // guarded by mutex_
};

}  // namespace ws101::demos
