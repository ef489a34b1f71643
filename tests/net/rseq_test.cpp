// A thread without restartable sequences: the kernel no longer writes to it, and nothing else has changed.
#include "net/rseq.hpp"

#include <sched.h>

#include <thread>

#include "support/catch.hpp"

#if __has_include(<sys/rseq.h>)
#include <sys/rseq.h>
#endif

namespace ws101::testing {
namespace {

// Whether the kernel keeps the number of the processor in the calling thread's memory.
bool registered() {
#if __has_include(<sys/rseq.h>)
  if (__rseq_size == 0) return false;
  const auto* const area = reinterpret_cast<const volatile struct rseq*>(
      static_cast<const char*>(__builtin_thread_pointer()) + __rseq_offset);
  return static_cast<int>(area->cpu_id) >= 0;
#else
  return false;
#endif
}

TEST_CASE("a thread ends its own registration and no other's, and still learns its processor", "[rseq]") {
  const bool was_registered = registered();
  bool still_registered = true;
  int processor = -1;
  std::thread([&] {
    end_restartable_sequences();
    end_restartable_sequences();  // there is nothing left to end
    still_registered = registered();
    processor = ::sched_getcpu();
  }).join();
  CHECK_FALSE(still_registered);
  CHECK(processor >= 0);
  CHECK(registered() == was_registered);
}

}  // namespace
}  // namespace ws101::testing
