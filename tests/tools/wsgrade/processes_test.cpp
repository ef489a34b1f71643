// No process gets away, neither by a group of its own nor by a parent that ends.
#include "wsgrade/processes.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "support/catch.hpp"

namespace ws101::labs {
namespace {

// In the child of the test: 0 if all processes below it were found and ended.
int keep_and_end() {
  keep_descendants();
  if (!descendants().empty()) return 1;
  if (::fork() == 0) {
    for (int i = 0; i < 3; ++i) {
      if (::fork() == 0) {
        ::setsid();
        ::execlp("sleep", "sleep", "600", nullptr);
        ::_exit(127);
      }
    }
    ::_exit(0);  // the three are orphans now
  }
  std::size_t found = 0;
  for (int i = 0; i < 1000 && found < 3; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    found = 0;
    for (const Process& process : descendants()) found += process.memory > 0 ? 1 : 0;
  }
  if (found < 3) return 2;
  end_descendants();
  return descendants().empty() && ::waitpid(-1, nullptr, WNOHANG) < 0 ? 0 : 3;
}

}  // namespace

TEST_CASE("Orphans with sessions of their own are found and ended", "[wsgrade]") {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) ::_exit(keep_and_end());
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

}  // namespace ws101::labs
