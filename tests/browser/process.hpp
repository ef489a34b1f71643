// A program that a test starts, talks to over its standard input and output, and ends.
#pragma once

#include <chrono>
#include <csignal>
#include <optional>
#include <string>
#include <vector>

namespace ws101::testing {

inline constexpr std::chrono::milliseconds kPatience{30'000};  // this machine may be busy

class Process {
 public:
  enum class Listen { Output, Errors };  // which of its two outputs is read; the other goes to /dev/null
  explicit Process(const std::vector<std::string>& words, Listen listen = Listen::Output);
  ~Process();  // ends it and its children
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // The first line from now on that holds `words`; the lines before it are passed over. Nothing when it does not come.
  std::optional<std::string> wait_line(const std::string& words,
                                       std::chrono::milliseconds patience = kPatience);
  void write_line(const std::string& line);
  // Sends the signal and waits. Exit code, or minus the number of the signal that ended it.
  int stop(int signal = SIGINT);

 private:
  int process_ = -1;
  int to_ = -1;
  int from_ = -1;
  std::string pending_;
};

}  // namespace ws101::testing
