// The clients of a server with their threads: all of them, how many from one address, and which threads have ended.
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

// Clients that were evicted and whose threads have not ended: so many at most are there beyond max_clients.
inline constexpr std::size_t kMaxEvicted = 128;

// Changed by the server's thread alone, which may iterate without a lock; any thread may ask for all().
class ClientList {
 public:
  struct Entry {
    std::shared_ptr<ClientThread> client;
    std::thread thread;
    Deadlines deadlines;
    bool evicted = false;  // its place is somebody else's already
  };

  // Starts the client's thread. Throws std::system_error when the system gives no thread; then the list is as before.
  void add(const std::shared_ptr<ClientThread>& client);
  // Joins and removes clients whose thread has ended; `ended` is how many there are at least, and is counted down.
  void join_ended(std::atomic<std::size_t>& ended);
  // Takes the place of the client whose unfinished handshake is the oldest, of those from `address` or of all (null).
  // False when none is unfinished, or when kMaxEvicted threads have not ended yet.
  bool evict_handshake(const Address* address);

  std::vector<std::shared_ptr<ClientThread>> all() const;  // any thread
  std::list<Entry>& entries() { return entries_; }
  bool empty() const { return entries_.empty(); }
  // The places that are taken, by all and by clients from one address: whoever was evicted has none.
  std::size_t places() const { return entries_.size() - evicted_; }
  std::size_t places_of(const Address& address) const;

 private:
  void leave_place(const Address& address);

  mutable std::mutex mutex_;  // guards changes of entries_
  std::list<Entry> entries_;
  std::unordered_map<std::string, std::size_t> per_address_;  // places, by Address::host_bytes()
  std::size_t evicted_ = 0;
};

}  // namespace ws101
