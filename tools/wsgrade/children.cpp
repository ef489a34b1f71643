// Starts programs under limits, waits for them, ends them.
#include "children.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <system_error>
#include <thread>
#ifdef __linux__
#include <sys/personality.h>
#include <sys/prctl.h>
#endif

namespace ws101::labs {
namespace {

volatile std::sig_atomic_t interrupted = 0;

template <typename Resource>
void set_limit(Resource resource, rlim_t soft, rlim_t hard) {
  const rlimit limit{soft, hard};
  static_cast<void>(::setrlimit(resource, &limit));
}

// In the child, between fork and exec: system calls alone.
[[noreturn]] void become(const Command& command, char* const* words) {
  ::setpgid(0, 0);  // processes that it starts end with it
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (command.fixed_addresses) ::personality(ADDR_NO_RANDOMIZE);
#endif
  const rlim_t seconds = static_cast<rlim_t>(command.limits.cpu_seconds);
  const rlim_t bytes = rlim_t{command.limits.file_mib} << 20;
  set_limit(RLIMIT_CPU, seconds, seconds + 1);
  set_limit(RLIMIT_FSIZE, bytes, bytes);
  set_limit(RLIMIT_CORE, 0, 0);
  const int nothing = ::open("/dev/null", O_RDONLY);
  const int output = command.output_fd >= 0
                         ? command.output_fd
                         : ::open(command.output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  ::dup2(nothing, 0);
  ::dup2(output, 1);
  ::dup2(output, 2);
  if (output < 0 || ::chdir(command.folder.c_str()) != 0) ::_exit(126);
  ::execvp(words[0], words);
  ::_exit(127);
}

// Bytes of memory in use, 0 if the system does not report them.
std::size_t memory_of(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/statm");
  std::size_t all = 0, resident = 0;
  file >> all >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

int Children::start(const Command& command) {
  std::vector<char*> words;
  for (const std::string& word : command.words) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid < 0) throw std::system_error(errno, std::generic_category(), "cannot start " + command.words[0]);
  if (pid == 0) become(command, words.data());
  ::setpgid(pid, pid);
  running_.push_back({next_id_, pid, command.limits, Clock::now(), Outcome::End::Exited});
  return next_id_++;
}

void Children::enforce(Running& child) {
  using End = Outcome::End;
  if (child.killed_for != End::Exited) return;
  if (Clock::now() - child.started > std::chrono::seconds(child.limits.wall_seconds)) {
    child.killed_for = End::WallLimit;
  } else if (memory_of(child.pid) > child.limits.memory_mib << 20) {
    child.killed_for = End::MemoryLimit;
  } else {
    return;
  }
  ::kill(-child.pid, SIGKILL);
}

std::pair<int, Outcome> Children::wait() {
  for (;;) {
    if (interrupted != 0) {
      kill_all();
      std::signal(interrupted, SIG_DFL);
      std::raise(interrupted);
    }
    if (const auto ended = poll()) return *ended;
    std::this_thread::sleep_for(std::chrono::milliseconds(3));
  }
}

std::optional<std::pair<int, Outcome>> Children::poll() {
  for (auto child = running_.begin(); child != running_.end(); ++child) {
    int status = 0;
    if (::waitpid(child->pid, &status, WNOHANG) != child->pid) {
      enforce(*child);
      continue;
    }
    ::kill(-child->pid, SIGKILL);  // what it left behind
    Outcome outcome;
    if (WIFEXITED(status)) {
      outcome.number = WEXITSTATUS(status);
    } else {
      outcome.number = WTERMSIG(status);
      outcome.end = child->killed_for != Outcome::End::Exited ? child->killed_for
                    : outcome.number == SIGXCPU               ? Outcome::End::CpuLimit
                                                              : Outcome::End::Signal;
    }
    const int id = child->id;
    running_.erase(child);
    return std::pair(id, outcome);
  }
  return std::nullopt;
}

void Children::send_signal(int id, int signal) const {
  for (const Running& child : running_) {
    if (child.id == id) ::kill(-child.pid, signal);
  }
}

void Children::kill_all() {
  for (const Running& child : running_) {
    ::kill(-child.pid, SIGKILL);
    ::waitpid(child.pid, nullptr, 0);
  }
  running_.clear();
}

void end_children_on_interrupt() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    std::signal(signal, [](int number) { interrupted = number; });
  }
}

bool was_interrupted() {
  return interrupted != 0;
}

}  // namespace ws101::labs
