// Where messages are shown: a terminal where the user may be typing at a prompt, or a pipe or file.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

#include "frame/opcode.hpp"
#include "text/bytes.hpp"
#include "wscat/plan.hpp"

namespace ws101::wscat {

// Any thread may call any method.
class Screen {
 public:
  explicit Screen(const Plan& plan);

  // Shows a message. `from` names the client: "#1 ", or is empty.
  void show(Opcode kind, Bytes payload, std::string_view from = {});
  // Three kinds of messages on standard error, after "wscat: ": only for a user at a terminal; for everyone, unless
  // --quiet was given; always.
  void tell(const std::string& words);
  void note(const std::string& words);
  void warn(const std::string& words);
  // Shows the prompt, if there is a user at a terminal.
  void prompt();
  // Flushes buffered output. Call it after a batch of messages.
  void flush();
  // Removes the prompt for good.
  void finish();
  // False if standard output could not be written.
  bool good() const;

  // True if a user types lines and sees the messages.
  bool interactive() const { return prompts_; }

 private:
  std::size_t width() const;
  void put(std::string_view text);
  void put_row(const std::string& row);
  void say(const std::string& words);

  mutable std::mutex mutex_;
  const bool terminal_;  // standard output is a terminal
  const bool as_is_;
  const bool quiet_;
  const bool talks_;    // standard error is a terminal, and not --quiet
  const bool prompts_;  // standard input and output are terminals
  bool prompted_ = false;
  bool failed_ = false;
};

}  // namespace ws101::wscat
