#include "wsdemo/child_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "net/file_descriptor.hpp"

namespace ws101::demos {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLook{50};         // how often to check the clock and `cancelled`
constexpr std::chrono::milliseconds kPoliteTime{500};  // between SIGTERM and SIGKILL

// The arguments of posix_spawn, freed in every case.
class SpawnPlan {
 public:
  explicit SpawnPlan(int output) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, output, STDERR_FILENO);
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setflags(&attributes_,
                             POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes_, 0);
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes_, &signals);
    for (const int signal : {SIGPIPE, SIGXFSZ, SIGINT, SIGTERM, SIGQUIT}) sigaddset(&signals, signal);
    posix_spawnattr_setsigdefault(&attributes_, &signals);
  }
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  int start(pid_t& child, const std::vector<std::string>& words) {
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    return posix_spawnp(&child, arguments[0], &actions_, &attributes_, arguments.data(), environ);
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

// True if the child has ended. It is not reaped yet, so that its process group's number is not reused.
bool has_ended(pid_t child) {
  siginfo_t info{};
  return ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == child;
}

// Reads what is there. False at the end of the output.
bool read_output(int fd, ChildResult& result, int wait_milliseconds) {
  pollfd wait{fd, POLLIN, 0};
  if (::poll(&wait, 1, wait_milliseconds) <= 0) return true;
  std::array<char, 4096> buffer;
  const ssize_t count = ::read(fd, buffer.data(), buffer.size());
  if (count < 0) return errno == EINTR || errno == EAGAIN;
  const auto size = static_cast<std::size_t>(count);
  const std::size_t room = kMaxChildOutput - result.output.size();
  result.output.append(buffer.data(), std::min(size, room));
  result.cut = result.cut || size > room;
  return count > 0;
}

}  // namespace

ChildResult run_child(const std::vector<std::string>& words, std::chrono::milliseconds time_limit,
                      const std::atomic<bool>& cancelled) {
  ChildResult result;
  std::array<int, 2> ends{};
  if (words.empty() || ::pipe2(ends.data(), O_CLOEXEC) != 0) {
    result.code = words.empty() ? EINVAL : errno;
    return result;
  }
  const FileDescriptor output(ends[0]);
  pid_t child = 0;
  {
    const FileDescriptor input(ends[1]);
    result.code = SpawnPlan(input.get()).start(child, words);
  }
  if (result.code != 0) return result;
  ::fcntl(output.get(), F_SETFL, O_NONBLOCK);

  const Clock::time_point deadline = Clock::now() + time_limit;
  Clock::time_point kill_at = Clock::time_point::max();
  result.end = ChildResult::End::Exited;
  bool more = true;
  while (!has_ended(child)) {
    if (more) {
      more = read_output(output.get(), result, static_cast<int>(kLook.count()));
    } else {
      ::poll(nullptr, 0, static_cast<int>(kLook.count()));  // it closed its output but has not ended
    }
    const Clock::time_point now = Clock::now();
    const bool late = now >= deadline;
    if (kill_at == Clock::time_point::max() && (late || cancelled)) {
      result.end = late ? ChildResult::End::TimedOut : ChildResult::End::Cancelled;
      kill_at = now + kPoliteTime;
      ::kill(-child, SIGTERM);
    } else if (now >= kill_at) {
      ::kill(-child, SIGKILL);
    }
  }
  ::kill(-child, SIGKILL);  // processes that it left running
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  // The rest of the output is already in the pipe, and the size of a pipe is bounded.
  for (std::size_t before = result.output.size() + 1;
       more && !result.cut && before != result.output.size();) {
    before = result.output.size();
    more = read_output(output.get(), result, 0);
  }
  if (result.end != ChildResult::End::Exited) return result;
  if (WIFSIGNALED(status)) result.end = ChildResult::End::Signalled;
  result.code = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
  return result;
}

}  // namespace ws101::demos
