// wscat as a client: one connection from the handshake to its end.
#pragma once

#include "wscat/plan.hpp"
#include "wscat/screen.hpp"

namespace ws101::wscat {

inline constexpr int kClean = 0;
inline constexpr int kNoConnection = 1;  // or input or output failed
inline constexpr int kUsage = 2;
inline constexpr int kUnclean = 3;

// Talks until the connection has ended; returns the program's exit status. Throws ClientError if there is no
// connection, std::system_error if the system lacks resources.
int talk(const Plan& plan, Screen& screen);

}  // namespace ws101::wscat
