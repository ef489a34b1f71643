// Restartable sequences: a service of Linux that a thread may do without, and then is switched to faster.
#pragma once

namespace ws101 {

// Ends the calling thread's registration, which the C library makes for every thread. The kernel writes the number of
// the processor into a registered thread's memory whenever it is switched to; a thread that blocks for each message is
// switched to for each message, and this is 2 to 3 % of the time of a short one.
// Nothing goes wrong without it: sched_getcpu() asks the kernel another way. An allocator that keeps its memory for
// each processor with this service, as TCMalloc does, takes its slower way in such a thread.
// Does nothing where there is no registration: another system, a C library without it, under Valgrind.
void end_restartable_sequences();

}  // namespace ws101
