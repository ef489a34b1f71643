// wscat as a server: sends the typed lines to all clients, and shows their messages with their numbers.
#pragma once

#include "wscat/plan.hpp"
#include "wscat/screen.hpp"

namespace ws101::wscat {

// Bytes that may wait for one client; a client that is further behind is dropped.
inline constexpr std::size_t kListenBacklog = std::size_t{64} << 20;  // 64 MiB

// Serves until Ctrl-C; returns the program's exit status. Throws std::exception if it cannot listen.
int listen(const Plan& plan, Screen& screen);

}  // namespace ws101::wscat
