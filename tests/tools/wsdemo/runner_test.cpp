#include "wsdemo/runner.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <stdexcept>
#include <thread>

#include "support/catch.hpp"
#include "wsdemo/child_process.hpp"
#include "wsdemo/explain.hpp"
#include "wsdemo/words.hpp"

using namespace ws101::demos;
using namespace std::chrono_literals;

namespace {
using Words = std::vector<std::string>;
const std::atomic<bool> kNever = false;
}  // namespace

TEST_CASE("words are cut with quotes and without a shell") {
  CHECK(split_words("a 'b c' \"d $HOME\" e\\ f ''") == Words{"a", "b c", "d $HOME", "e f", ""});
  CHECK(split_words("  ") == Words{});
  CHECK(split_words("'a\\'") == Words{"a\\"});
  CHECK_FALSE(split_words("'a").has_value());
  CHECK_FALSE(split_words("a\\").has_value());
}

TEST_CASE("without a runner nothing is executed") {
  const HostAnswer answer = Runner("").run("127.0.0.1", "false", kNever);
  CHECK(answer.status == "dry run");
  CHECK_FALSE(answer.code.has_value());
}

TEST_CASE("the local runner serves loopback addresses, without a shell") {
  const Runner runner("local", 10s);
  const HostAnswer answer = runner.run("127.0.0.9", "printf %s $HOME;true", kNever);
  CHECK(answer.status == "ok");
  CHECK(answer.output == "$HOME;true");
  CHECK(runner.run("10.0.0.1", "true", kNever).status == "refused");
  CHECK(runner.run("127.0.0.1", "'", kNever).status == "refused");
  CHECK(runner.run("127.0.0.1", "no-such-program-here", kNever).status == "not started");
  const HostAnswer failed = runner.run("localhost", "sh -c 'echo out; echo err >&2; exit 3'", kNever);
  CHECK(failed.status == "failed");
  CHECK(failed.code == 3);
  CHECK(failed.output == "out\nerr\n");
  CHECK(runner.run("localhost", "sh -c 'kill -9 $$'", kNever).status == "signal");
}

TEST_CASE("another runner gets host and command each inside one argument") {
  const HostAnswer answer =
      Runner("printf '[%s]' -- {host} 'x {command}'").run("db1", "a '{host}' b", kNever);
  CHECK(answer.output == "[--][db1][x a '{host}' b]");
  CHECK_THROWS_AS(Runner("ssh {host}"), std::invalid_argument);
  CHECK_THROWS_AS(Runner("ssh '{command}"), std::invalid_argument);
}

TEST_CASE("a command cannot become an option of the runner's program") {
  // ssh would take it for -oProxyCommand=..., which runs on this machine.
  const HostAnswer option = Runner("printf %s: {host} {command}").run("db1", "-oProxyCommand=x", kNever);
  CHECK(option.status == "refused");
  CHECK(option.output.find("-- before {command}") != std::string::npos);
  CHECK(Runner("printf %s: -- {host} {command}").run("db1", "-x", kNever).status == "refused");
  CHECK(Runner("printf %s: {host} {command}").run("db1", "x -y", kNever).output == "db1:x -y:");
  CHECK(Runner("printf %s: {host} -- {command}").run("db1", "-x", kNever).output == "db1:--:-x:");
  CHECK(Runner("printf %s: {host} =:{command}").run("db1", "-x", kNever).output == "db1:=:-x:");
}

TEST_CASE("a command for a shell is told that there is none, and how to ask for one") {
  const Runner runner("local", 10s);
  const HostAnswer cd = runner.run("localhost", "cd-nowhere /tmp && ls | wc", kNever);
  CHECK(cd.status == "not started");
  CHECK(cd.output.starts_with(
      "cannot start \"cd-nowhere\": No such file or directory\nThere is no shell here"));
  CHECK(cd.output.find("sh -c '") != std::string::npos);
  const HostAnswer piped = runner.run("localhost", "ls /no/such/folder | wc", kNever);
  CHECK(piped.status == "failed");
  CHECK(piped.output.find("There is no shell here") != std::string::npos);
  CHECK(runner.run("localhost", "false", kNever).output.empty());
}

TEST_CASE("a command that takes too long is ended, with its children") {
  const auto begin = std::chrono::steady_clock::now();
  const ChildResult result =
      run_child({"sh", "-c", "echo begun; trap '' TERM; sleep 1000 & sleep 1000"}, 300ms, kNever);
  CHECK(result.end == ChildResult::End::TimedOut);
  CHECK(result.output == "begun\n");
  CHECK(std::chrono::steady_clock::now() - begin < 20s);
}

TEST_CASE("a command that is cancelled ends at once") {
  std::atomic<bool> cancelled = false;
  std::thread other([&] { cancelled = true; });
  const ChildResult result = run_child({"sleep", "1000"}, 100s, cancelled);
  other.join();
  CHECK(result.end == ChildResult::End::Cancelled);
}

TEST_CASE("output is bounded, and a program that writes without end still ends") {
  const ChildResult most =
      run_child({"head", "-c", std::to_string(kMaxChildOutput), "/dev/zero"}, 20s, kNever);
  CHECK(most.output.size() == kMaxChildOutput);
  CHECK_FALSE(most.cut);
  const ChildResult more = run_child({"head", "-c", "5000000", "/dev/zero"}, 20s, kNever);
  CHECK(more.end == ChildResult::End::Exited);
  CHECK(more.output.size() == kMaxChildOutput);
  CHECK(more.cut);
  CHECK(run_child({"yes"}, 200ms, kNever).end == ChildResult::End::TimedOut);
}

TEST_CASE("a program gets no descriptor of ours and an empty input") {
  // A descriptor such as those of the server, which are closed when another program is executed.
  const int own = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  const ChildResult result =
      run_child({"sh", "-c", "cat; test -e /dev/fd/" + std::to_string(own) + " || echo closed"}, 20s, kNever);
  ::close(own);
  CHECK(result.output == "closed\n");
}

TEST_CASE("a program gets no file of an explanation that is being made") {
  std::atomic<bool> done = false;
  std::string pasted;
  for (int i = 0; i < 2000; ++i) pasted += "81 00 ";
  std::thread explaining([&] {
    while (!done) static_cast<void>(explain_pasted(pasted));
  });
  for (int i = 0; i < 20; ++i) {
    const ChildResult result = run_child({"ls", "-l", "/proc/self/fd"}, 10s, kNever);
    CHECK(result.output.find("/dev/null") != std::string::npos);
    CHECK(result.output.find("(deleted)") == std::string::npos);
  }
  done = true;
  explaining.join();
}
