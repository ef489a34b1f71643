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

// Changed by the server's thread alone, which may iterate without a lock; any thread may ask for all().
class ClientList {
 public:
  struct Entry {
    std::shared_ptr<ClientThread> client;
    std::thread thread;
    Deadlines deadlines;
  };

  // Starts the client's thread. Throws std::system_error when the system gives no thread; then the list is as before.
  void add(const std::shared_ptr<ClientThread>& client);
  // Joins and removes clients whose thread has ended; `ended` is how many there are at least, and is counted down.
  void join_ended(std::atomic<std::size_t>& ended);

  std::vector<std::shared_ptr<ClientThread>> all() const;  // any thread
  std::list<Entry>& entries() { return entries_; }
  bool empty() const { return entries_.empty(); }
  std::size_t size() const { return entries_.size(); }
  std::size_t count_from(const Address& address) const;

 private:
  mutable std::mutex mutex_;  // guards changes of entries_
  std::list<Entry> entries_;
  std::unordered_map<std::string, std::size_t> per_address_;  // by Address::host_bytes()
};

}  // namespace ws101
