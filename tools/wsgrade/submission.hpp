// A student's folder: where the files of a lab are, and what else it contains.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "manifest.hpp"

namespace ws101::labs {

struct StudentFile {
  std::filesystem::path folder;  // absolute: the compiler runs here, so that its messages are short
  std::string name;              // relative to it: "sha1/sha1.cpp"
  bool replaces = false;         // a file of src/ of the same name
};

struct Submission {
  std::filesystem::path folder;  // where the lab's own files are
  std::vector<StudentFile> files;
  std::vector<std::string> notes;   // files that were ignored, for the student
  std::vector<std::string> faults;  // why it cannot be built
};

// `place` may hold the files themselves, a folder labN, or either below src/. With `own_labs`, files of those earlier
// labs are used, too: from sibling folders lab1, lab2, ..., or from the same folder.
Submission find_submission(const std::string& root, const Lab& lab, const std::vector<Lab>& own_labs,
                           const std::filesystem::path& place);

}  // namespace ws101::labs
