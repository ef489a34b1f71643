// Finds a student's files, and ignores skeletons.
#include "submission.hpp"

#include <algorithm>
#include <optional>

#include "kit.hpp"

namespace ws101::labs {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kNamed = 6;  // files in one note

// The folder from which the lab's files are seen.
std::optional<fs::path> folder_of(const Lab& lab, const fs::path& place) {
  const std::string own_name = "lab" + std::to_string(lab.number);
  for (const fs::path& folder : {place / own_name, place / own_name / "src", place, place / "src"}) {
    const bool any = std::any_of(lab.files.begin(), lab.files.end(),
                                 [&](const std::string& file) { return fs::is_regular_file(folder / file); });
    if (any) return folder;
  }
  return std::nullopt;
}

bool has(const Submission& submission, const std::string& name) {
  return std::any_of(submission.files.begin(), submission.files.end(),
                     [&](const StudentFile& file) { return file.name == name; });
}

bool is_one_of(const std::vector<Lab>& labs, const std::string& name) {
  return std::any_of(labs.begin(), labs.end(), [&](const Lab& lab) {
    return std::find(lab.files.begin(), lab.files.end(), name) != lab.files.end();
  });
}

bool is_left_aside(const fs::path& folder) {
  const std::string name = folder.filename().string();
  return name[0] == '.' || name.starts_with("build") || name == "CMakeFiles" ||
         (name.size() == 4 && name.starts_with("lab"));  // another lab's folder inside this one
}

// A file that equals its skeleton is not written yet.
bool is_skeleton(const std::string& root, const Lab& lab, const fs::path& folder, const std::string& file) {
  const fs::path skeleton = fs::path(root) / "docs/labs" / ("lab" + std::to_string(lab.number)) / file;
  return fs::is_regular_file(skeleton) && read_file(skeleton.string()) == read_file((folder / file).string());
}

bool is_skeleton(const std::string& root, const std::vector<Lab>& labs, const fs::path& folder,
                 const std::string& file) {
  return std::any_of(labs.begin(), labs.end(),
                     [&](const Lab& lab) { return is_skeleton(root, lab, folder, file); });
}

// "yours: lab1 lab2; ours: lab3": whose files of the earlier labs are linked.
void tell_whose(const std::vector<Lab>& own_labs, Submission& submission) {
  if (own_labs.empty()) return;
  std::string yours, ours;
  for (const Lab& own : own_labs) {
    const bool any = std::any_of(own.files.begin(), own.files.end(),
                                 [&](const std::string& file) { return has(submission, file); });
    (any ? yours : ours) += " lab" + std::to_string(own.number);
  }
  submission.notes.push_back("yours:" + (yours.empty() ? " none" : yours) + "; ours:" +
                             (ours.empty() ? " none" : ours + " (not written, or still the skeleton)"));
}

// Every other file: a .cpp that is new is compiled too, one of the reference's is somebody else's.
void take_others(const std::string& root, const fs::path& folder, const std::vector<Lab>& own_labs,
                 Submission& submission) {
  std::size_t others = 0;
  std::string named;
  std::error_code ignored;
  auto entry = fs::recursive_directory_iterator(folder, ignored);
  for (; entry != fs::recursive_directory_iterator(); entry.increment(ignored)) {
    if (entry->is_directory() && is_left_aside(entry->path())) entry.disable_recursion_pending();
    if (!entry->is_regular_file()) continue;
    const std::string name = fs::relative(entry->path(), folder).string();
    const std::string extension = entry->path().extension().string();
    const fs::path reference = fs::path(root) / "src" / name;
    const bool is_reference = fs::exists(reference);
    if (extension == ".hpp" && is_reference &&
        read_file(entry->path().string()) != read_file(reference.string())) {
      submission.faults.push_back(
          "expected " + entry->path().string() +
          " as it is in src/: the finished header is the contract that the tests rely on.\n"
          "Put declarations of your own in a header of another name.");
    }
    if (extension != ".cpp" && extension != ".cc" && extension != ".cxx") continue;
    if (has(submission, name)) continue;
    if (is_reference && !is_one_of(own_labs, name)) {
      if (++others <= kNamed) named += (named.empty() ? "" : ", ") + name;
      continue;
    }
    if (is_skeleton(root, own_labs, folder, name)) continue;
    submission.files.push_back({folder, name, is_reference});
  }
  if (others > 0) {
    submission.notes.push_back("of other labs, so that the reference's are used" +
                               std::string(own_labs.empty() ? " (OWN=1 takes yours of earlier labs)" : "") +
                               ": " + named +
                               (others > kNamed ? " and " + std::to_string(others - kNamed) + " more" : ""));
  }
}

}  // namespace

Submission find_submission(const std::string& root, const Lab& lab, const std::vector<Lab>& own_labs,
                           const fs::path& place) {
  Submission submission;
  const fs::path absolute = fs::absolute(place).lexically_normal();
  const auto folder = folder_of(lab, absolute);
  if (!folder) {
    submission.faults.push_back("expected " + (absolute / lab.files[0]).string() + ", got no such file");
    return submission;
  }
  submission.folder = *folder;
  for (const std::string& file : lab.files) {
    if (!fs::is_regular_file(*folder / file)) {
      submission.faults.push_back("expected " + (*folder / file).string() + ", got no such file");
    }
    submission.files.push_back({*folder, file, true});
  }
  take_others(root, *folder, own_labs, submission);

  // Earlier labs: each in a sibling folder, unless the same folder has its files.
  fs::path beside = folder->filename() == "src" ? folder->parent_path() : *folder;
  beside = beside.has_filename() ? beside.parent_path() : beside.parent_path().parent_path();
  for (const Lab& own : own_labs) {
    if (const auto its = folder_of(own, beside / ("lab" + std::to_string(own.number)))) {
      for (const std::string& file : own.files) {
        const bool written = fs::is_regular_file(*its / file) && !is_skeleton(root, own, *its, file);
        if (written && !has(submission, file)) submission.files.push_back({*its, file, true});
      }
    }
  }
  tell_whose(own_labs, submission);
  return submission;
}

}  // namespace ws101::labs
