// wscat as a server: what is typed goes to all clients, what they say is shown with their numbers.
#pragma once

#include "wscat/plan.hpp"
#include "wscat/screen.hpp"

namespace ws101::wscat {

// Bytes that may wait for one client; one that is slower than the input by more is dropped.
inline constexpr std::size_t kListenBacklog = std::size_t{64} << 20;  // 64 MiB

// Serves until Ctrl-C; returns the program's exit status. Throws std::exception when it cannot listen.
int listen(const Plan& plan, Screen& screen);

}  // namespace ws101::wscat
