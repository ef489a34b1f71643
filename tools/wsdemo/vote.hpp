// Live voting: each vote is counted once, told to all, and kept over a restart.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "server/server.hpp"
#include "wsdemo/access.hpp"
#include "wsdemo/room.hpp"

namespace ws101::demos {

inline constexpr std::size_t kMaxCandidates = 100;

struct Candidate {
  std::string name;
  std::uint64_t votes = 0;
};

// The state file: a JSON object, a candidate's name to its count. Fills in the counts of `candidates` and returns the
// others that the file names. Throws std::runtime_error when the file is there and is not that. Candidates that it does
// not name stay as they are; a file that is not there is no error.
std::vector<Candidate> load_votes(const std::string& path, std::vector<Candidate>& candidates);
// Whole or not at all: a new file is written, brought to the disk, and takes the old one's name. `others` stand behind
// the candidates. Throws std::system_error.
void save_votes(const std::string& path, const std::vector<Candidate>& candidates,
                const std::vector<Candidate>& others = {});

// Must outlive the server's run().
class Vote {
 public:
  // `state` is the path of the state file; empty: counts are forgotten. Reads it: throws what load_votes does.
  Vote(Server& server, const Access& access, std::vector<std::string> names, std::string state);
  ~Vote();
  Vote(const Vote&) = delete;
  Vote& operator=(const Vote&) = delete;

 private:
  void take(Peer& peer, const Message& message);
  void keep_saved();
  std::string list() const;  // the candidates in HTML

  const std::string state_;
  std::vector<Candidate> others_;  // stood in the file and not on the command line: kept for the next time
  Room room_;
  mutable std::mutex mutex_;
  std::vector<Candidate> candidates_;  // guarded by mutex_
  bool unsaved_ = false;               // guarded by mutex_
  bool stopping_ = false;              // guarded by mutex_
  std::condition_variable changed_;
  std::thread saver_;
};

}  // namespace ws101::demos
