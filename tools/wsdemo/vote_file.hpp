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

// Belongs to this program while the object lives. One thread at a time.
class VoteFile {
 public:
  // A symbolic link is followed once, now: the file that it names is read and replaced, not the link. A file that is
  // not there is no error. Throws std::runtime_error when another program keeps its votes in it or it cannot be opened.
  explicit VoteFile(const std::string& path);

  // Fills in the counts of `candidates` and returns the others that the file names. Candidates that it does not name
  // stay as they are. Throws std::runtime_error when the file is there and is no state of a vote.
  std::vector<Candidate> load(std::vector<Candidate>& candidates) const;

  // Whole or not at all: a new file is written, brought to the disk, and takes the old one's name. `others` come behind
  // the candidates. Throws std::system_error, or std::runtime_error as the constructor does.
  void save(const std::vector<Candidate>& candidates, const std::vector<Candidate>& others);

 private:
  std::string path_;
  FileDescriptor locked_;  // the file with this name, which a lock marks as taken
};

}  // namespace ws101::demos
