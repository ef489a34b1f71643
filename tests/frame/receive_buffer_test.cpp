// The receive buffer alone: nothing is lost, whatever is taken and asked for.
#include "frame/receive_buffer.hpp"

#include <algorithm>

#include "support/catch.hpp"
#include "support/frames.hpp"

namespace ws101::testing {
namespace {

TEST_CASE("bytes come out in the order in which they came in") {
  ReceiveBuffer buffer;
  const Wire all = noise(100'000);
  Wire taken;
  std::size_t seed = 7;
  const auto random = [&](std::size_t below) { return (seed = seed * 1103515245 + 12345) / 65536 % below; };
  for (Bytes in = all; !in.empty() || !buffer.unread().empty();) {
    const MutableBytes space = buffer.space(random(5000));
    REQUIRE_FALSE(space.empty());
    const std::size_t count = std::min({space.size(), in.size(), random(3000) + 1});
    std::copy_n(in.begin(), count, space.begin());
    in = in.subspan(count);
    buffer.received(count);
    const std::size_t take = in.empty() ? buffer.unread().size() : random(buffer.unread().size() + 1);
    const Bytes unread = buffer.unread();
    taken.insert(taken.end(), unread.begin(), unread.begin() + static_cast<std::ptrdiff_t>(take));
    buffer.take(take);
  }
  CHECK(taken == all);
}

TEST_CASE("space is made for what is wanted, up to the largest buffer") {
  ReceiveBuffer buffer;
  CHECK(buffer.capacity() == 0);
  CHECK(buffer.space(0).size() == kSmallBuffer);
  CHECK(buffer.space(kSmallBuffer + 1).size() >= kSmallBuffer + 1);
  CHECK(buffer.space(UINT64_MAX / 2).size() == kLargeBuffer);
}

TEST_CASE("release_idle() keeps what nobody has taken") {
  ReceiveBuffer buffer;
  buffer.space(1)[0] = 42;
  buffer.received(1);
  buffer.release_idle();
  REQUIRE(buffer.unread().size() == 1);
  CHECK(buffer.unread()[0] == 42);
  buffer.take(1);
  buffer.release_idle();
  CHECK(buffer.capacity() == 0);
}

}  // namespace
}  // namespace ws101::testing
