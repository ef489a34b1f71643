// The processes below this one, however they try to get away.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <vector>

namespace ws101::labs {

struct Process {
  pid_t pid = 0;
  pid_t parent = 0;
  std::size_t memory = 0;  // bytes in use
};

// From now on a process below this one whose parent ends becomes a child of this one, so that it can be ended:
// on Linux. A process group is not enough, because a process can leave its group. Also, this process gets
// SIGTERM when its own parent ends.
void keep_descendants();

// All processes below this one, in no order; none where the system does not tell (/proc is not there).
std::vector<Process> descendants();

// Ends them all, those that they start meanwhile too, and takes their status. Gives up after five seconds.
void end_descendants();

}  // namespace ws101::labs
