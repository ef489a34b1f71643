// The batch command terminal: one command, many hosts, an answer from each as it comes.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "server/server.hpp"
#include "wsdemo/access.hpp"
#include "wsdemo/runner.hpp"

namespace ws101::demos {

inline constexpr std::size_t kDefaultAtOnce =
    8;  // commands that run at the same time, for all clients together
inline constexpr std::size_t kMaxAtOnce = 64;
inline constexpr std::size_t kMaxWaitingHosts = 4096;  // of all clients together

// Must outlive the server's run(). A client has one batch at a time; it is cancelled when the client leaves.
class Terminal {
 public:
  Terminal(Server& server, const Access& access, Runner runner, std::size_t at_once = kDefaultAtOnce);
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

 private:
  struct Batch;
  struct Job {
    std::shared_ptr<Batch> batch;
    std::string host;
  };
  void take(Peer& peer, const Message& message);
  std::string begin(Peer& peer, const std::string& address, const std::string& command);
  void cancel(const Peer& peer);
  void work();

  const Runner runner_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> waiting_;  // guarded by mutex_
  std::map<std::uint64_t, std::shared_ptr<Batch>>
      batches_;            // guarded by mutex_; unfinished ones, by the peer's id
  bool stopping_ = false;  // guarded by mutex_
  std::vector<std::thread> workers_;
};

}  // namespace ws101::demos
