// Which files of a student's folder are taken, and which count as not written.
#include "wsgrade/submission.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "support/catch.hpp"

namespace ws101::labs {
namespace {

namespace fs = std::filesystem;

// The tree with its skeletons, and a copy of them as `make my-labs` makes it; removed at the end.
struct Copied {
  const std::string root = fs::path(WS101_TEST_DATA).parent_path().string();
  const fs::path place = fs::temp_directory_path() / ("wsgrade-test-" + std::to_string(::getpid()));
  Copied() {
    fs::create_directories(place);
    for (const char* lab : {"lab1", "lab2"})
      fs::copy(fs::path(root) / "docs/labs" / lab, place / lab, fs::copy_options::recursive);
  }
  ~Copied() { fs::remove_all(place); }
  Submission find() const { return find_submission(root, read_lab(root, 2), {read_lab(root, 1)}, place); }
};

bool takes(const Submission& submission, const std::string& name) {
  return std::any_of(submission.files.begin(), submission.files.end(),
                     [&](const StudentFile& file) { return file.name == name; });
}

bool says(const Submission& submission, const std::string& words) {
  return std::any_of(submission.notes.begin(), submission.notes.end(),
                     [&](const std::string& note) { return note.find(words) != std::string::npos; });
}

TEST_CASE("an earlier lab that is still the skeleton is ours") {
  const Copied copied;
  const Submission submission = copied.find();
  CHECK(submission.faults.empty());
  CHECK(takes(submission, "frame/header.cpp"));
  CHECK_FALSE(takes(submission, "sha1/sha1.cpp"));
  CHECK(says(submission, "yours: none; ours: lab1"));
}

TEST_CASE("an earlier lab of which a file was written is yours, with that file alone") {
  const Copied copied;
  std::ofstream(copied.place / "lab1/sha1/sha1.cpp", std::ios::app) << "// written\n";
  const Submission submission = copied.find();
  CHECK(takes(submission, "sha1/sha1.cpp"));
  CHECK_FALSE(takes(submission, "base64/base64.cpp"));
  CHECK(says(submission, "yours: lab1; ours: none"));
}

TEST_CASE("a folder without the lab's files is a fault that names the file") {
  const Copied copied;
  const Submission submission =
      find_submission(copied.root, read_lab(copied.root, 2), {}, copied.place / "lab1");
  REQUIRE(submission.faults.size() == 1);
  CHECK(submission.faults[0].find("frame/header.cpp, got no such file") != std::string::npos);
}

}  // namespace
}  // namespace ws101::labs
