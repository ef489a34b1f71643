// The batch command terminal: one command, many hosts, an answer from each as it comes.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "server/server.hpp"
#include "wsdemo/access.hpp"
#include "wsdemo/runner.hpp"

namespace ws101::demos {

// Commands that run at the same time, for all clients together.
inline constexpr std::size_t kDefaultAtOnce = 8;
inline constexpr std::size_t kMaxAtOnce = 64;
inline constexpr std::size_t kMaxWaitingHosts = 4096;  // of all clients together

// Must outlive the server's run(). A client has one batch at a time; it is cancelled when the client leaves. The
// batches take turns, one host each: a client with many hosts delays another client by at most the time of one
// command. A client with the notices' subprotocol gets {"runner":"local"} when it connects, and {"queued":n} if n
// hosts of its batch have to wait.
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
  void greet(Peer& peer, const Request& request);
  void take(Peer& peer, const Message& message);
  std::string begin(Peer& peer, const std::string& address, const std::string& command);
  void cancel(const Peer& peer);
  Job next_job();  // call it with the lock, if there is a job
  void work();
  void stop();

  const Runner runner_;
  std::mutex mutex_;
  std::condition_variable changed_;
  // All guarded by mutex_.
  std::deque<std::shared_ptr<Batch>> turns_;                 // those with waiting hosts, the next one first
  std::size_t waiting_ = 0;                                  // hosts of all of them
  std::size_t busy_ = 0;                                     // workers
  std::map<std::uint64_t, std::shared_ptr<Batch>> batches_;  // unfinished ones, by the peer's id
  std::set<std::uint64_t> told_;  // clients with the notices' subprotocol, by the peer's id
  bool stopping_ = false;
  std::vector<std::thread> workers_;
};

}  // namespace ws101::demos
