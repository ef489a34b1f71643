// The poller: which of many descriptors are ready.
#include "net/poller.hpp"

#include "net/waker.hpp"
#include "support/catch.hpp"
#include "support/nothing_left.hpp"
#include "support/socket_pair.hpp"

namespace ws101::testing {
namespace {

TEST_CASE_METHOD(NothingLeft, "readable, writable, broken, and none", "[poller]") {
  SocketPair pair;
  Poller poller;
  CHECK(poller.add_readable(-1) == 0);
  CHECK(poller.add_readable(pair.ours.fd()) == 1);
  CHECK(poller.add_writable(pair.ours.fd()) == 2);
  poller.wait(std::nullopt);  // one is ready: no time is needed
  CHECK_FALSE(poller.ready(0));
  CHECK_FALSE(poller.ready(1));
  CHECK(poller.ready(2));
  pair.theirs.send("x");
  poller.clear();
  CHECK(poller.add_readable(pair.ours.fd()) == 0);
  poller.wait(std::nullopt);
  CHECK(poller.ready(0));
  pair.theirs.reset();
  poller.wait(std::nullopt);
  CHECK(poller.ready(0));
}

TEST_CASE_METHOD(NothingLeft, "the time passes when nothing is ready", "[poller]") {
  const Waker waker;
  Poller poller;
  const std::size_t place = poller.add_readable(waker.fd());
  poller.wait(std::chrono::milliseconds(0));
  CHECK_FALSE(poller.ready(place));
  poller.wait(std::chrono::milliseconds(5));
  CHECK_FALSE(poller.ready(place));
}

TEST_CASE_METHOD(NothingLeft, "waits until a time, and not for one that has passed", "[poller]") {
  using Clock = std::chrono::steady_clock;
  Waker waker;
  Poller poller;
  const std::size_t place = poller.add_readable(waker.fd());
  poller.wait_until(Clock::time_point{});
  CHECK_FALSE(poller.ready(place));
  const Clock::time_point soon = Clock::now() + std::chrono::milliseconds(5);
  poller.wait_until(soon);
  CHECK(Clock::now() >= soon);
  waker.wake();
  poller.wait_until(Clock::now() + std::chrono::hours(24 * 365 * 100));
  CHECK(poller.ready(place));
  poller.wait_until(Clock::time_point::max());
  CHECK(poller.ready(place));
}

}  // namespace
}  // namespace ws101::testing
