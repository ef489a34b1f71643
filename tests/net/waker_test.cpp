// The waker: no wake is lost, whatever the moment.
#include "net/waker.hpp"

#include <csignal>
#include <thread>
#include <vector>

#include "net/poller.hpp"
#include "support/catch.hpp"
#include "support/nothing_left.hpp"

namespace ws101::testing {
namespace {

bool is_awake(const Waker& waker, std::chrono::milliseconds patience = std::chrono::milliseconds(0)) {
  Poller poller;
  const std::size_t place = poller.add_readable(waker.fd());
  poller.wait(patience);
  return poller.ready(place);
}

TEST_CASE_METHOD(NothingLeft, "a wake is seen until the thread sleeps again", "[waker]") {
  Waker waker;
  CHECK_FALSE(is_awake(waker));
  waker.wake();
  waker.wake();
  CHECK(is_awake(waker));
  CHECK(is_awake(waker));
  waker.sleep_again();
  CHECK_FALSE(is_awake(waker));
  waker.sleep_again();
  waker.wake();
  CHECK(is_awake(waker));
}

TEST_CASE_METHOD(NothingLeft, "wakes of many threads: what each did before is seen after", "[waker]") {
  Waker waker;
  constexpr int kThreads = 4;
  constexpr int kEach = 20'000;
  std::atomic<int> done = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < kEach; ++i) {
        done.fetch_add(1, std::memory_order_relaxed);
        waker.wake();
      }
    });
  }
  // Sleeps only in the poller: a lost wake would leave it there.
  bool lost = false;
  while (done.load(std::memory_order_relaxed) < kThreads * kEach && !lost) {
    lost = !is_awake(waker, kPatience);
    waker.sleep_again();
  }
  for (std::thread& thread : threads) thread.join();
  CHECK_FALSE(lost);
  waker.sleep_again();
  waker.wake();
  CHECK(is_awake(waker));
}

}  // namespace
}  // namespace ws101::testing
