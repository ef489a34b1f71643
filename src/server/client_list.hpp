// The clients of a server with their threads: the list of all, the number from each address, and the threads that
// have ended.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "server/client_thread.hpp"
#include "server/deadlines.hpp"

namespace ws101 {

// The most evicted clients whose threads have not ended: they come on top of max_clients.
inline constexpr std::size_t kMaxEvicted = 128;

// Changed by the server's thread alone, which may iterate without a lock; any thread may ask for all().
class ClientList {
 public:
  struct Entry {
    std::shared_ptr<ClientThread> client;
    std::thread thread;
    Deadlines deadlines;
    bool evicted = false;  // its place was given to another client
  };

  // Starts the client's thread. Throws std::system_error if the system has no more threads; then the list is
  // unchanged.
  void add(const std::shared_ptr<ClientThread>& client);
  // Joins and removes clients whose thread has ended. `ended` is a lower bound of their number, and is counted
  // down.
  void join_ended(std::atomic<std::size_t>& ended);
  // Evicts a client without a WebSocket, of those from `address` or of all (null): the oldest of those that only have
  // to end TCP; otherwise the oldest unfinished handshake; otherwise the oldest that does not take its response. False
  // if there is none, or if kMaxEvicted threads have not ended yet.
  bool evict(const Address* address);

  std::vector<std::shared_ptr<ClientThread>> all() const;  // any thread
  std::list<Entry>& entries() { return entries_; }
  bool empty() const { return entries_.empty(); }
  // The number of places that are taken, by all and by clients from one address, without evicted clients.
  std::size_t places() const { return entries_.size() - evicted_; }
  std::size_t places_of(const Address& address) const;
  bool may_evict() const { return evicted_ < kMaxEvicted; }

 private:
  void leave_place(const Address& address);

  mutable std::mutex mutex_;  // guards changes of entries_
  std::list<Entry> entries_;
  std::unordered_map<std::string, std::size_t> per_address_;  // places, by Address::host_bytes()
  std::size_t evicted_ = 0;
};

}  // namespace ws101
