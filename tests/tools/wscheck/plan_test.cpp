#include "wscheck/plan.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"

namespace ws101::wscheck {
namespace {

Plan plan_of(std::vector<std::string> words) {
  words.insert(words.begin(), "wscheck");
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  Options options(static_cast<int>(pointers.size()), pointers.data());
  return read_plan(options);
}

TEST_CASE("a URL is enough") {
  const Plan plan = plan_of({"ws://127.0.0.1:8000/echo"});
  CHECK(plan.job == Plan::Job::CheckServer);
  CHECK(plan.settings.url.port == 8000);
  CHECK(plan.settings.url.target == "/echo");
  CHECK(plan.settings.timeout == std::chrono::milliseconds(3'000));
  CHECK(plan.echo);
  CHECK(plan.jobs == 0);
}

TEST_CASE("every option arrives") {
  const Plan plan = plan_of(
      {"--no-echo", "--only",   "5.5",     "--timeout=500ms", "--jobs", "3",      "--strict", "--origin",
       "http://a",  "--header", "X-A: b",  "--subprotocol",   "chat",   "--json", "--junit",  "j",
       "--html",    "h",        "--color", "never",           "-v",     "ws://h/"});
  CHECK(!plan.echo);
  CHECK(plan.only == "5.5");
  CHECK(plan.settings.timeout == std::chrono::milliseconds(500));
  CHECK(plan.jobs == 3);
  CHECK(plan.settings.strict);
  CHECK(plan.settings.origin == "http://a");
  CHECK(plan.settings.extra.value("X-A") == "b");
  CHECK(plan.settings.subprotocols == std::vector<std::string>{"chat"});
  CHECK(plan.json);
  CHECK(plan.junit_file == "j");
  CHECK(plan.html_file == "h");
  CHECK(plan.color == Color::Never);
  CHECK(plan.detail == Detail::Verbose);
}

TEST_CASE("a list needs no URL") {
  CHECK(plan_of({"--list"}).job == Plan::Job::List);
  CHECK(plan_of({"--list", "framing"}).only == "framing");
}

TEST_CASE("conversations by chance follow the cases of the table, and can be chosen alone") {
  const Plan plan = plan_of({"--fuzz", "3", "--seed=7", "ws://a/"});
  CHECK(plan.seed == 7);
  REQUIRE(plan.fuzz.size() == 3);
  CHECK(plan.fuzz[2].id == "fuzz/3");
  const auto all = chosen_cases(plan, Peers::Servers);
  CHECK(all.size() > 400);
  CHECK(all.back() == &plan.fuzz[2]);
  CHECK(chosen_cases(plan_of({"--fuzz=3", "--only", "fuzz/2", "ws://a/"}), Peers::Clients).size() == 1);
  CHECK(plan_of({"--fuzz", "1", "ws://a/"}).seed != plan_of({"--fuzz", "1", "ws://a/"}).seed);
  CHECK_THROWS_AS(chosen_cases(plan_of({"--only", "masked-text", "ws://a/"}), Peers::Servers), UsageError);
}

TEST_CASE("what makes no sense is refused") {
  CHECK_THROWS_AS(plan_of({"--seed", "7", "ws://a/"}), UsageError);
  CHECK_THROWS_AS(plan_of({"--fuzz", "3", "--seed", "x", "ws://a/"}), UsageError);
  CHECK_THROWS_AS(plan_of({"--fuzz", "0", "ws://a/"}), UsageError);
  CHECK_THROWS_AS(plan_of({}), UsageError);
  CHECK_THROWS_AS(plan_of({"http://a/"}), UsageError);
  CHECK_THROWS_AS(plan_of({"ws://a/", "ws://b/"}), UsageError);
  CHECK_THROWS_AS(plan_of({"--only", "nonsense", "ws://a/"}), UsageError);
  CHECK_THROWS_AS(plan_of({"--jobs", "0", "ws://a/"}), UsageError);
  CHECK_THROWS_AS(plan_of({"--timeout", "1ms", "ws://a/"}), UsageError);
  CHECK_THROWS_AS(plan_of({"--color", "blue", "ws://a/"}), UsageError);
  CHECK_THROWS_AS(plan_of({"-q", "-v", "ws://a/"}), UsageError);
  CHECK_THROWS_AS(plan_of({"--header", "nothing", "ws://a/"}), UsageError);
}

}  // namespace
}  // namespace ws101::wscheck
