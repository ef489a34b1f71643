#include "wsdemo/vote_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>

#include "json/quote.hpp"
#include "json/value.hpp"

namespace ws101::demos {
namespace {

constexpr double kMostVotes = 9007199254740992.0;  // 2^53: up to here a double holds every whole number
constexpr off_t kMaxStateFile = off_t{1} << 20;    // 1 MiB, far more than kMaxCandidates names need
constexpr int kMostLinks = 40;                     // as in Linux; more are a cycle

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

std::string follow_links(const std::string& path) {
  std::filesystem::path target = path;
  for (int links = 0; std::filesystem::is_symlink(target); ++links) {
    if (links == kMostLinks) throw std::runtime_error("cannot read " + path + ": too many links");
    target = target.parent_path() / std::filesystem::read_symlink(target);
  }
  return target.string();
}

bool has_name(const struct stat& opened, const std::string& path) {
  struct stat named {};
  return ::lstat(path.c_str(), &named) == 0 && opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

// Opens the file and locks it until it is closed. Invalid if it does not exist. Saving replaces the file, so a
// lock on a file that meanwhile lost its name is useless.
FileDescriptor open_locked(const std::string& path, int flags) {
  for (;;) {
    // In a folder where others may write, the name can be a link to one of our files, or a pipe without a writer.
    FileDescriptor file(::open(path.c_str(), flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0644));
    if (!file.valid()) return file;
    struct stat opened {};
    if (::fstat(file.get(), &opened) != 0 || (!S_ISREG(opened.st_mode) && !S_ISDIR(opened.st_mode))) {
      throw std::runtime_error("expected a regular file for the votes, got " + path);
    }
    if (opened.st_size > kMaxStateFile) {
      throw std::runtime_error(path + " is larger than " + std::to_string(kMaxStateFile) +
                               " bytes, and so is not the state of a vote");
    }
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
      throw std::runtime_error(errno == EWOULDBLOCK ? "another program keeps its votes in " + path
                                                    : "cannot lock " + path);
    }
    if (has_name(opened, path)) return file;
  }
}

}  // namespace

VoteFile::VoteFile(const std::string& path)
    : path_(follow_links(path)), locked_(open_locked(path_, O_RDONLY)) {
  if (!locked_.valid() && errno != ENOENT) fail("cannot read " + path_);
}

std::vector<Candidate> VoteFile::load(std::vector<Candidate>& candidates) const {
  if (!locked_.valid()) return {};
  std::ifstream in(path_, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  // An empty file also makes `in` fail; that is reported below.
  if (in.bad() || std::filesystem::is_directory(path_)) throw std::runtime_error("cannot read " + path_);
  const auto result = parse_json(text.str());
  if (const auto* error = std::get_if<JsonError>(&result)) {
    throw std::runtime_error(path_ + " is no state of a vote: " + error->words);
  }
  const JsonValue& state = std::get<JsonValue>(result);
  if (state.object() == nullptr)
    throw std::runtime_error(path_ + " is no state of a vote: expected an object");
  std::vector<Candidate> others;
  for (const auto& [name, count] : *state.object()) {
    const double* const number = count.number();
    if (number == nullptr || *number < 0 || *number > kMostVotes || *number != std::floor(*number)) {
      throw std::runtime_error(path_ + " is no state of a vote: expected a count for " + json_quote(name));
    }
    const auto votes = static_cast<std::uint64_t>(*number);
    const auto candidate =
        std::find_if(candidates.begin(), candidates.end(),
                     [&, &known = name](const Candidate& one) { return one.name == known; });
    if (candidate != candidates.end()) {
      candidate->votes = votes;
    } else {
      others.push_back({name, votes});
    }
  }
  return others;
}

void VoteFile::save(const std::vector<Candidate>& candidates, const std::vector<Candidate>& others) {
  std::string text = "{";
  for (const std::vector<Candidate>* const list : {&candidates, &others}) {
    for (const Candidate& candidate : *list) {
      text += (text.size() > 1 ? ",\n " : "\n ") + json_quote(candidate.name) + ": " +
              std::to_string(candidate.votes);
    }
  }
  text += "\n}\n";
  // Another program may have created it meanwhile.
  if (!locked_.valid()) locked_ = open_locked(path_, O_RDONLY);
  const std::string fresh = path_ + ".new";
  FileDescriptor file = open_locked(fresh, O_WRONLY | O_CREAT);
  if (!file.valid() || ::ftruncate(file.get(), 0) != 0) fail("cannot write " + fresh);
  for (std::string_view rest = text; !rest.empty();) {
    const ssize_t count = ::write(file.get(), rest.data(), rest.size());
    if (count < 0 && errno != EINTR) fail("cannot write " + fresh);
    if (count > 0) rest.remove_prefix(static_cast<std::size_t>(count));
  }
  // Before the new file takes the name: otherwise a power failure could leave an empty file.
  if (::fsync(file.get()) != 0) fail("cannot bring " + fresh + " to the disk");
  if (::rename(fresh.c_str(), path_.c_str()) != 0) fail("cannot rename " + fresh + " to " + path_);
  locked_ = std::move(file);
}

}  // namespace ws101::demos
