// Clients that get no place: the answer, the moment to read it, the bound.
#include "server/refused.hpp"

#include "support/catch.hpp"
#include "support/socket_pair.hpp"

namespace ws101::testing {
namespace {

TEST_CASE_METHOD(NothingLeft, "H15 a refused client reads why, and is let go when it leaves", "[server]") {
  SocketPair pair;
  RefusedClients refused;
  CHECK(refused.empty());
  RefusedClients::answer(pair.ours);
  const auto now = RefusedClients::Clock::now();
  refused.keep(std::move(pair.ours), now);
  CHECK_FALSE(refused.empty());
  const Wire answer = pair.theirs.read_all();
  CHECK(text_of(answer).find("HTTP/1.1 503 ") == 0);
  Poller poller;
  refused.watch(poller);
  poller.wait(std::chrono::milliseconds(0));
  refused.close_finished(poller, now);
  CHECK_FALSE(refused.empty());  // it may still read
  pair.theirs.close();
  poller.clear();
  refused.watch(poller);
  poller.wait(kPatience);
  refused.close_finished(poller, now);
  CHECK(refused.empty());
}

TEST_CASE_METHOD(NothingLeft, "a refused client that stays is let go when its time is over", "[server]") {
  SocketPair pair;
  RefusedClients refused;
  const auto now = RefusedClients::Clock::now();
  refused.keep(std::move(pair.ours), now);
  Poller poller;
  refused.watch(poller);
  poller.wait(std::chrono::milliseconds(0));
  refused.close_finished(poller, now + kRefusedTime);
  CHECK_FALSE(refused.empty());
  refused.close_finished(poller, now + kRefusedTime + std::chrono::milliseconds(1));
  CHECK(refused.empty());
}

TEST_CASE_METHOD(NothingLeft, "only so many refused clients are waited for", "[server]") {
  std::vector<SocketPair> pairs(kMaxRefused + 1);
  RefusedClients refused;
  const auto now = RefusedClients::Clock::now();
  for (SocketPair& pair : pairs) refused.keep(std::move(pair.ours), now);
  CHECK(pairs[0].theirs.read_all().empty());  // the oldest was let go
  Poller poller;
  refused.watch(poller);
  poller.wait(std::chrono::milliseconds(0));
  CHECK_FALSE(refused.empty());
  refused.clear();
  CHECK(refused.empty());
}

}  // namespace
}  // namespace ws101::testing
