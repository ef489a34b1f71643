#include "wsbench/plan.hpp"

#include <initializer_list>
#include <string>
#include <vector>

#include "support/catch.hpp"

using ws101::UsageError;
using ws101::wsbench::Job;
using ws101::wsbench::Plan;

namespace {

Plan plan_of(std::initializer_list<const char*> words) {
  std::vector<std::string> owned = {"wsbench"};
  owned.insert(owned.end(), words.begin(), words.end());
  std::vector<char*> argv;
  for (std::string& word : owned) argv.push_back(word.data());
  ws101::Options options(static_cast<int>(argv.size()), argv.data());
  return ws101::wsbench::read_plan(options);
}

}  // namespace

TEST_CASE("a URL alone is a small echo load") {
  const Plan plan = plan_of({"ws://127.0.0.1:8001/echo?x=1"});
  CHECK(plan.job == Job::Echo);
  CHECK(plan.url.host == "127.0.0.1");
  CHECK(plan.url.port == 8001);
  CHECK(ws101::wsbench::url_text(plan.url) == "ws://127.0.0.1:8001/echo?x=1");
  CHECK(plan.connections == 1);
  CHECK(plan.size == 64);
  CHECK(plan.depth == 1);
  CHECK_FALSE(plan.raw);
}

TEST_CASE("every option finds its place") {
  const Plan plan =
      plan_of({"--connections", "50", "--size=64K", "--depth", "16", "--seconds", "500ms", "--warmup", "0s",
               "--timeout=2", "--raw", "--text", "--json", "--quiet", "--pid", "7", "ws://[::1]/"});
  CHECK(plan.connections == 50);
  CHECK(plan.size == 65536);
  CHECK(plan.depth == 16);
  CHECK(plan.measured.count() == 500);
  CHECK(plan.warmup.count() == 0);
  CHECK(plan.timeout.count() == 2000);
  CHECK((plan.raw && plan.text && plan.json && plan.quiet));
  CHECK(plan.pid == 7);
  CHECK(plan.url.host == "::1");
}

TEST_CASE("the other jobs") {
  const Plan handshakes = plan_of({"--handshakes", "100", "--connections", "4", "ws://localhost/"});
  CHECK(handshakes.job == Job::Handshakes);
  CHECK(handshakes.handshakes == 100);
  CHECK(handshakes.connections == 4);
  const Plan idle = plan_of({"--idle", "20", "ws://localhost/"});
  CHECK(idle.job == Job::Idle);
  CHECK(idle.connections == 20);
}

TEST_CASE("a wrong command line is refused") {
  CHECK_THROWS_AS(plan_of({}), UsageError);
  CHECK_THROWS_AS(plan_of({"ws://a/", "ws://b/"}), UsageError);
  CHECK_THROWS_AS(plan_of({"wss://a/"}), UsageError);
  CHECK_THROWS_AS(plan_of({"--connections", "0", "ws://a/"}), UsageError);
  CHECK_THROWS_AS(plan_of({"--size", "x", "ws://a/"}), UsageError);
  CHECK_THROWS_AS(plan_of({"--size", "1G", "--depth", "2", "ws://a/"}), UsageError);
  CHECK_THROWS_AS(plan_of({"--seconds", "0", "ws://a/"}), UsageError);
  CHECK_THROWS_AS(plan_of({"--idle", "2", "--handshakes", "2", "ws://a/"}), UsageError);
  CHECK_THROWS_AS(plan_of({"--nonsense", "ws://a/"}), UsageError);
  CHECK_THROWS_AS(plan_of({"--deflate", "--raw", "ws://a/"}), UsageError);
  CHECK_THROWS_AS(plan_of({"--deflate", "--size", "0", "ws://a/"}), UsageError);
}
