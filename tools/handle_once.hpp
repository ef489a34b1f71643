// Signals that a program handles the first time only.
#pragma once

#include <csignal>
#include <initializer_list>

namespace ws101 {

// `handler` is called for the first signal of each kind; a second one ends the program immediately.
inline void handle_once(std::initializer_list<int> signals, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  for (const int signal : signals) sigaction(signal, &action, nullptr);
}

}  // namespace ws101
