#include "net/rseq.hpp"

#if __has_include(<sys/rseq.h>)  // glibc 2.35 and later
#include <sys/rseq.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#endif

namespace ws101 {

void end_restartable_sequences() {
#if defined RSEQ_SIG && defined SYS_rseq  // what some processors lack
  if (__rseq_size == 0) return;
  // What glibc registers has at least this size, also when it says that less of it is in use.
  constexpr unsigned kLeastRegistered = 32;
  void* const area = static_cast<char*>(__builtin_thread_pointer()) + __rseq_offset;
  ::syscall(SYS_rseq, area, std::max(__rseq_size, kLeastRegistered), RSEQ_FLAG_UNREGISTER, RSEQ_SIG);
#endif
}

}  // namespace ws101
