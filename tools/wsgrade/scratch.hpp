// The folders that a grader works in: one for compiled files, kept and shared; one of its own, removed at the end.
#pragma once

#include <string>

namespace ws101::labs {

class Scratch {
 public:
  // Below `folder`. Removes files of interrupted graders, and objects that were not used for a long time.
  explicit Scratch(const std::string& folder);
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  const std::string& objects() const { return objects_; }
  const std::string& own() const { return own_; }

 private:
  std::string objects_;
  std::string own_;
};

}  // namespace ws101::labs
