// The counts of a vote in a file: a JSON object, a candidate's name to its count.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "net/file_descriptor.hpp"

namespace ws101::demos {

struct Candidate {
  std::string name;
  std::uint64_t votes = 0;
};

// The file is locked while this object exists. One thread at a time.
class VoteFile {
 public:
  // A symbolic link is followed once, now: its target is read and replaced, not the link. A missing file is not an
  // error. Throws std::runtime_error if another program has locked it, it cannot be opened, or it is not a regular
  // file of at most 1 MiB.
  explicit VoteFile(const std::string& path);

  // Fills in the counts of `candidates` and returns the other candidates in the file. Candidates that are not in the
  // file keep their counts. Throws std::runtime_error if the file does not hold the state of a vote.
  std::vector<Candidate> load(std::vector<Candidate>& candidates) const;

  // Saves atomically: writes a new file (the name with ".new"; a link there is not followed), syncs it to the disk,
  // and renames it to the old name. `others` come after the candidates. Throws std::system_error, or
  // std::runtime_error as the constructor does.
  void save(const std::vector<Candidate>& candidates, const std::vector<Candidate>& others);

 private:
  std::string path_;
  FileDescriptor locked_;  // the file with this name, locked
};

}  // namespace ws101::demos
