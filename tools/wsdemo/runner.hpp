// What executes a command for one host: nothing, this machine, or a program that the operator named.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ws101::demos {

inline constexpr std::chrono::milliseconds kDefaultHostTime{30'000};
inline constexpr std::size_t kMaxCommand = 4096;  // bytes

// The result for one host. `status` is one of: "dry run", "ok" (exit code 0), "failed" (another one), "signal",
// "timeout", "cancelled", "not started", "refused".
struct HostAnswer {
  std::string status;
  std::optional<int> code;  // exit code, or number of the signal
  std::string output;       // or why it was not started
  bool cut = false;
};

class Runner {
 public:
  // Empty: a dry run. "local": runs the words of the command, for loopback addresses only. Else a command line in
  // which {host} and {command} are replaced, each inside one argument. Throws std::invalid_argument if it is not a
  // valid one. Without "--" directly before {command} a command that begins with '-' is refused: it could be an
  // option of the program, and one of ssh's options runs another program on this machine.
  explicit Runner(std::string_view text, std::chrono::milliseconds time_limit = kDefaultHostTime);

  // Blocks until it is done.
  HostAnswer run(const std::string& host, const std::string& command,
                 const std::atomic<bool>& cancelled) const;

  // The name for the page: "dry run", "local", "ssh ...".
  const std::string& name() const { return name_; }

 private:
  enum class Kind { DryRun, Local, Program };
  Kind kind_;
  std::string name_;
  std::vector<std::string> words_;  // of a Program
  bool unguarded_ = false;          // a command could be taken for an option
  std::chrono::milliseconds time_limit_;
};

}  // namespace ws101::demos
