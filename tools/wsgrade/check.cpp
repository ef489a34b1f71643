// The bulk command: submissions side by side, each checked in a process of its own.
#include "check.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "check_row.hpp"
#include "children.hpp"
#include "kit.hpp"
#include "listening.hpp"

namespace ws101::labs {
namespace fs = std::filesystem;

const char* const kCheckHelp =
    R"(usage: wsgrade check [option...] FOLDER > scores.csv
Grades a class: each folder in FOLDER is a submission, named after a student. Its server, in any
language, is started, wscheck runs on it, and a line of the table says what came of it.

A submission says in the file "start" how its server is started: one line of shell command, in
which {port} becomes the port that the server has to listen on, at 127.0.0.1:

  python3 server.py {port}

THIS RUNS THE STUDENTS' CODE, with your rights: it can read your files and use the network. Use a
container, or an account of its own. What a server starts ends with it; time, memory, and what it
prints are limited.

  --start FILE       the name of the file with the start command (default: start)
  --only LIST        topics, sections or ids, as wscheck takes them
  --timeout TIME     for one submission from start to end (default 2m)
  --wait TIME        until its server listens, compilers included (default 20s)
  --jobs N           submissions at a time (default: half of the processors)
  --reports FOLDER   keep there, for each submission, NAME.html, NAME.json and NAME.log: the
                     report as a page and as JSON, and what the server printed (the first MiB)
  --wscheck FILE     the program (default: the one beside wsgrade, or else the one in PATH)
  --help, --version

Columns: name; status (ok, no start file, did not listen, time-out, crashed); total and each topic
in percent of the cases; failed, a number of cases; mistake, the first that wscheck names; note, why
the status is not ok. Exit status: 0 if every submission has its line, 1 if not, 2 wrong usage.
)";

namespace {

constexpr std::uint16_t kFirstPort = 20000;  // below those that systems give out to clients
constexpr std::chrono::milliseconds kLook{10};
constexpr std::chrono::milliseconds kLeastTime{1'000};
constexpr std::uint64_t kMostJobs = 64;

// For reports that nobody asked to keep.
class TemporaryFolder {
 public:
  TemporaryFolder() : path_((fs::temp_directory_path() / "wsgrade-").string() + std::string(6, 'X')) {
    if (::mkdtemp(path_.data()) == nullptr) {
      throw std::system_error(errno, std::generic_category(), "cannot make " + path_);
    }
  }
  ~TemporaryFolder() {
    std::error_code gone;
    fs::remove_all(path_, gone);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string find_wscheck() {
  std::error_code none;
  const fs::path own = fs::read_symlink("/proc/self/exe", none);
  const fs::path beside = own.parent_path() / "wscheck";
  return !none && fs::is_regular_file(beside, none) ? beside.string() : "wscheck";
}

// The topics that are checked; a UsageError if wscheck knows none of what was asked for, or is not there.
std::vector<std::string> ask_for_topics(const CheckSettings& settings, const std::string& scratch) {
  Command list;
  list.words = {settings.wscheck, "--list"};
  if (!settings.only.empty()) list.words.push_back(settings.only);
  list.folder = scratch;
  list.output = scratch + "/list.txt";
  Children children;
  children.start(list);
  const Outcome outcome = children.wait().second;
  const std::string said = read_file(list.output);
  if (outcome.number == 127) throw UsageError("cannot run " + settings.wscheck);
  if (!outcome.good()) throw UsageError(said.substr(0, said.find('\n')));
  return topics_of(said);
}

std::vector<fs::path> submissions_in(const std::string& folder, const std::string& reports) {
  if (!fs::is_directory(folder)) throw UsageError("expected a folder of submissions, got " + folder);
  std::vector<fs::path> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(fs::canonical(folder))) {
    const bool hidden = entry.path().filename().string().starts_with('.');
    if (!hidden && entry.is_directory() && fs::canonical(entry.path()) != reports)
      found.push_back(entry.path());
  }
  if (found.empty()) throw UsageError("expected folders in " + folder + ", got none");
  std::sort(found.begin(), found.end());
  return found;
}

// Checks submissions side by side, each in a process of its own.
class Class {
 public:
  Class(std::vector<fs::path> submissions, const CheckSettings& settings, std::string scratch)
      : submissions_(std::move(submissions)),
        checked_(submissions_.size()),
        settings_(settings),
        scratch_(std::move(scratch)) {}

  void check(std::size_t jobs) {
    while (!was_interrupted() && (next_ < submissions_.size() || !running_.empty())) {
      while (next_ < submissions_.size() && running_.size() < jobs) start(next_++);
      take_ended(WNOHANG);
      std::this_thread::sleep_for(kLook);
    }
    for (const auto& [pid, index] : running_) ::kill(pid, SIGTERM);  // they end what they have started
    while (!running_.empty()) take_ended(0);
  }

  std::string table(const std::vector<std::string>& topics) const {
    std::string all = check_head(topics) + "\n";
    for (std::size_t i = 0; i < submissions_.size(); ++i) {
      if (!checked_[i]) continue;
      const std::string json = read_file(settings_.reports + "/" + name_of(i) + ".json");
      all +=
          check_row(name_of(i), *checked_[i], topics, read_scores(json, topics, checked_[i]->status)) + "\n";
    }
    return all;
  }

  bool is_complete() const {
    return std::all_of(checked_.begin(), checked_.end(),
                       [](const std::optional<Checked>& each) { return each.has_value(); });
  }

 private:
  std::string name_of(std::size_t index) const { return submissions_[index].filename().string(); }
  std::string answer_of(std::size_t index) const { return scratch_ + "/" + std::to_string(index); }

  void start(std::size_t index) {
    const auto port = free_port(next_port_);
    if (!port) throw std::runtime_error("no port is free from " + std::to_string(next_port_) + " on");
    next_port_ = static_cast<std::uint16_t>(*port + 1);
    for (const char* const end : {".json", ".html", ".log"}) {  // of an earlier run
      std::error_code gone;
      fs::remove(settings_.reports + "/" + name_of(index) + end, gone);
    }
    const pid_t pid = ::fork();
    if (pid < 0) throw std::system_error(errno, std::generic_category(), "cannot start a process");
    if (pid == 0) {
      work(index, *port);
      ::_exit(0);
    }
    running_[pid] = index;
  }

  // In the child: the answer goes into a file, status and note.
  void work(std::size_t index, std::uint16_t port) const {
    try {
      const Checked checked = check_one(submissions_[index], port, settings_);
      if (was_interrupted()) return;
      std::ofstream(answer_of(index)) << static_cast<int>(checked.status) << ' ' << checked.note << '\n';
    } catch (const std::exception& error) {
      std::fprintf(stderr, "wsgrade: %s: %s\n", name_of(index).c_str(), error.what());
    }
  }

  void take_ended(int how) {
    int status = 0;
    const pid_t pid = ::waitpid(-1, &status, how);
    const auto found = running_.find(pid);
    if (found == running_.end()) return;
    const std::size_t index = found->second;
    running_.erase(found);
    std::ifstream file(answer_of(index));
    int number = 0;
    Checked checked;
    if (!(file >> number) || number < 0 || number > static_cast<int>(CheckStatus::Crashed)) return;
    checked.status = static_cast<CheckStatus>(number);
    file.ignore(1);
    std::getline(file, checked.note);
    std::fprintf(stderr, "wsgrade: %zu of %zu: %s: %s\n", ++done_, submissions_.size(),
                 name_of(index).c_str(), word(checked.status).c_str());
    checked_[index] = std::move(checked);
  }

  std::vector<fs::path> submissions_;
  std::vector<std::optional<Checked>> checked_;
  const CheckSettings& settings_;
  std::string scratch_;
  std::map<pid_t, std::size_t> running_;
  std::size_t next_ = 0;
  std::size_t done_ = 0;
  std::uint16_t next_port_ = kFirstPort;
};

}  // namespace

int check_submissions(Options& options) {
  CheckSettings settings;
  settings.start = options.value("--start").value_or(settings.start);
  settings.only = options.value("--only").value_or("");
  settings.timeout = options.time("--timeout", settings.timeout);
  settings.wait = options.time("--wait", settings.wait);
  if (settings.timeout < kLeastTime || settings.wait < kLeastTime) {
    throw UsageError("options --timeout and --wait: expected at least 1s");
  }
  const unsigned processors = std::thread::hardware_concurrency();
  const std::uint64_t jobs = options.number("--jobs", std::max(1U, processors / 2), 1, kMostJobs);
  const auto reports = options.value("--reports");
  const auto wscheck = options.value("--wscheck");
  settings.wscheck = wscheck ? fs::absolute(*wscheck).string() : find_wscheck();
  const std::vector<std::string> words = options.rest();
  if (words.size() != 1) throw UsageError("expected one folder of submissions");

  end_children_on_interrupt();
  const TemporaryFolder scratch;
  const std::vector<std::string> topics = ask_for_topics(settings, scratch.path());
  settings.reports = scratch.path();
  if (reports) {
    fs::create_directories(*reports);
    settings.reports = fs::canonical(*reports).string();
    settings.html = true;
  }
  Class all(submissions_in(words[0], settings.reports), settings, scratch.path());
  all.check(jobs);
  const std::string table = all.table(topics);
  const bool written = std::fputs(table.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
  return written && all.is_complete() ? 0 : 1;
}

}  // namespace ws101::labs
