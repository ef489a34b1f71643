// Live voting: each vote is counted once, sent to all, and kept across restarts.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "server/server.hpp"
#include "wsdemo/access.hpp"
#include "wsdemo/room.hpp"
#include "wsdemo/vote_file.hpp"

namespace ws101::demos {

inline constexpr std::size_t kMaxCandidates = 100;

// Must outlive the server's run(). A new client gets one {"cid":"1","count":5} for each candidate; the first one also
// lists all: "candidates":["Tea","Coffee"]. A vote is a number that refers to this list, so a page that was left open
// since an earlier run must redraw its list. After a vote all clients get that candidate's count.
class Vote {
 public:
  // Is told, in a thread of this object's own, why the counts could not be saved. It must not block.
  using Tell = std::function<void(const std::string& words)>;
  // `state` is the path of the state file; empty: counts are not saved. Reads it, and throws as VoteFile does.
  Vote(Server& server, const Access& access, std::vector<std::string> names, const std::string& state,
       Tell save_failed = {});
  ~Vote();
  Vote(const Vote&) = delete;
  Vote& operator=(const Vote&) = delete;

 private:
  void take(Peer& peer, const Message& message);
  void keep_saved();
  void show_leader();        // under the lock
  std::string list() const;  // the candidates in HTML

  const std::unique_ptr<VoteFile> file_;  // or null
  std::vector<Candidate> others_;         // in the file but not on the command line: kept for later runs
  Room room_;
  Numbers* const numbers_;  // or null
  const Tell save_failed_;
  mutable std::mutex mutex_;
  std::vector<Candidate> candidates_;  // guarded by mutex_
  bool unsaved_ = false;               // guarded by mutex_
  bool stopping_ = false;              // guarded by mutex_
  std::condition_variable changed_;
  std::thread saver_;
};

}  // namespace ws101::demos
