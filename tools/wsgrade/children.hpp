// Runs other programs in parallel, each with limits of time, memory and output that it cannot avoid.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <vector>

namespace ws101::labs {

struct ChildLimits {
  int cpu_seconds = 10;
  int wall_seconds = 40;  // more than the above, because the machine may have other things to do
  std::size_t memory_mib = 1024;
  std::size_t file_mib = 16;  // of each file that it writes
};

struct Command {
  std::vector<std::string> words;  // the program first
  std::string folder;              // to run in
  std::string output;              // the file for its output
  int output_fd = -1;              // unless -1: the descriptor for it instead
  ChildLimits limits = {};
  // No address space randomisation, which this ThreadSanitizer does not support.
  bool fixed_addresses = false;
};

struct Outcome {
  enum class End { Exited, Signal, CpuLimit, WallLimit, MemoryLimit } end = End::Exited;
  int number = 0;  // exit status or signal
  bool good() const { return end == End::Exited && number == 0; }
};

class Children {
 public:
  ~Children() { kill_all(); }

  // Returns the number by which wait() identifies it. Throws std::system_error if the system has no more
  // processes.
  int start(const Command& command);
  // Waits until one has ended. There must be one.
  std::pair<int, Outcome> wait();
  // The same without waiting: nothing if none has ended. The limits are enforced by these calls.
  std::optional<std::pair<int, Outcome>> poll();
  // Sends a signal to a child and what it has started; to none if it has ended.
  void send_signal(int id, int signal) const;
  std::size_t running() const { return running_.size(); }
  void kill_all();

 private:
  using Clock = std::chrono::steady_clock;
  struct Running {
    int id;
    pid_t pid;
    ChildLimits limits;
    Clock::time_point started;
    Outcome::End killed_for;
  };
  void enforce(Running& child);

  std::list<Running> running_;
  int next_id_ = 0;
};

// From now on Ctrl-C (and SIGTERM, SIGHUP) makes Children::wait() end every child, then this program.
void end_children_on_interrupt();
// Whether such a signal has come; for those who call Children::poll().
bool was_interrupted();

}  // namespace ws101::labs
