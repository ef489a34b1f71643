// Where messages are shown: a terminal with a prompt that somebody may be typing at, or a pipe or file.
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

  // A message that came. `from` names the client: "#1 ", or nothing.
  void show(Opcode kind, Bytes payload, std::string_view from = {});
  // On standard error behind "wscat: ". Somebody at a terminal may like to know; a script may, too, unless --quiet was
  // given; it must be said.
  void tell(const std::string& words);
  void note(const std::string& words);
  void warn(const std::string& words);
  // Invites to type, if somebody sits there.
  void prompt();
  // Hands on what is still held back. Call it when a batch of messages is done.
  void flush();
  // The prompt is taken off the screen for good.
  void finish();
  // False once standard output took no more.
  bool good() const;

  // Somebody types lines and sees what comes.
  bool interactive() const { return prompts_; }

 private:
  std::size_t width() const;
  void put(std::string_view text);
  void put_row(const std::string& row);
  void say(const std::string& words);

  mutable std::mutex mutex_;
  const bool terminal_;  // standard output is one
  const bool as_is_;
  const bool quiet_;
  const bool talks_;    // standard error is a terminal, and not --quiet
  const bool prompts_;  // both ends are the same person's terminal
  bool prompted_ = false;
  bool failed_ = false;
};

}  // namespace ws101::wscat
