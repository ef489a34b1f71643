// Reads /proc/PID/stat, which says whose child each process is.
#include "processes.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace ws101::labs {
namespace fs = std::filesystem;
namespace {

constexpr std::chrono::seconds kPatience{5};

// "12 (a name, with ) perhaps) S 1 ..." with the parent as the second and the pages as the twenty-second field behind
// the name (proc(5)).
Process read_stat(const fs::path& folder) {
  std::ifstream file(folder / "stat");
  std::string line;
  std::getline(file, line, '\0');
  Process process;
  std::from_chars(line.data(), line.data() + line.size(), process.pid);
  const std::size_t behind_name = line.rfind(')');
  if (behind_name == std::string::npos) return {};
  std::istringstream fields(line.substr(behind_name + 1));
  std::string skipped;
  std::size_t pages = 0;
  fields >> skipped >> process.parent;
  for (int i = 0; i < 19; ++i) fields >> skipped;
  fields >> pages;
  process.memory = pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  return process;
}

std::vector<Process> all_processes() {
  std::vector<Process> all;
  std::error_code gone;
  auto entry = fs::directory_iterator("/proc", gone);
  for (; entry != fs::directory_iterator(); entry.increment(gone)) {
    const std::string name = entry->path().filename().string();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    const Process process = read_stat(entry->path());
    if (process.pid > 0) all.push_back(process);
  }
  return all;
}

}  // namespace

void keep_descendants() {
#ifdef __linux__
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
}

std::vector<Process> descendants() {
  const std::vector<Process> all = all_processes();
  std::set<pid_t> family = {::getpid()};
  std::vector<Process> found;
  for (bool more = true; more;) {
    more = false;
    for (const Process& process : all) {
      if (!family.contains(process.parent) || !family.insert(process.pid).second) continue;
      found.push_back(process);
      more = true;
    }
  }
  return found;
}

void end_descendants() {
  const auto limit = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < limit) {
    for (const Process& process : descendants()) ::kill(process.pid, SIGKILL);
    pid_t taken = 0;
    while ((taken = ::waitpid(-1, nullptr, WNOHANG)) > 0) {
    }
    if (taken < 0) return;  // there is no child any more
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

}  // namespace ws101::labs
