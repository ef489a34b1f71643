// Memory for many threads that seldom need any.
#pragma once

#include <cstdlib>
#include <thread>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace ws101 {

// Before the threads are started. Glibc spreads them over up to eight arenas for each processor, so that they seldom
// wait for each other in malloc(). Each arena has free space of its own, and threads that mostly wait for their clients
// have no use for so many: one for each processor is enough, and one for the main thread. Does nothing with another
// malloc().
inline void limit_arenas() {
#ifdef __GLIBC__
  ::mallopt(M_ARENA_MAX, static_cast<int>(std::thread::hardware_concurrency()) + 1);
#endif
}

}  // namespace ws101
