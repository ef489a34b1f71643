// A fixture for tests with sockets: after each test as many descriptors are open and as many threads run as before.
#pragma once

#include <dirent.h>
#include <unistd.h>

#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "support/catch.hpp"

namespace ws101::testing {

inline constexpr std::chrono::seconds kPatience{
    30};  // for what must happen; a test that passes never waits so long

// Waits until it is so. False when it is not in time.
inline bool becomes(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));  // between two looks
  }
  return true;
}

inline std::size_t entries(const char* folder) {
  DIR* const opened = ::opendir(folder);
  if (opened == nullptr) return 0;
  std::size_t count = 0;
  while (::readdir(opened) != nullptr) ++count;
  ::closedir(opened);
  return count;
}
inline std::size_t open_descriptors() {
  return entries("/proc/self/fd");
}
inline std::size_t running_threads() {
  return entries("/proc/self/task");
}

// Catch2's assertions belong to the test's own thread. In handlers and in the threads of a test CHECK_IN_THREAD notes
// what is not so, and the end of the test tells it.
class ThreadFailures {
 public:
  static void check(bool good, const char* what, int line) {
    if (good) return;
    const std::lock_guard lock(mutex());
    list() += "line " + std::to_string(line) + ": " + what + "\n";
  }
  static std::string take() {
    const std::lock_guard lock(mutex());
    return std::exchange(list(), {});
  }

 private:
  static std::mutex& mutex() {
    static std::mutex only;
    return only;
  }
  static std::string& list() {
    static std::string failures;
    return failures;
  }
};
#define CHECK_IN_THREAD(...) \
  ::ws101::testing::ThreadFailures::check(static_cast<bool>(__VA_ARGS__), #__VA_ARGS__, __LINE__)

// TEST_CASE_METHOD(NothingLeft, ...)
class NothingLeft {
 public:
  ~NothingLeft() {
    const std::string failures = ThreadFailures::take();
    if (std::uncaught_exceptions() > 0) return;  // the test has failed already
    // A joined thread stays listed for a moment.
    becomes([this] { return running_threads() == threads_ && open_descriptors() == descriptors_; });
    CHECK(failures == "");
    CHECK(running_threads() == threads_);
    CHECK(open_descriptors() == descriptors_);
  }

 private:
  // ThreadSanitizer starts a thread of its own with the first one of the program. That first one, joined, stays listed
  // for a moment too, and must not be counted.
  static std::size_t threads_before() {
    static const bool begun = [] {
      pid_t first = 0;
      std::thread([&first] { first = ::gettid(); }).join();
      const std::string listed = "/proc/self/task/" + std::to_string(first);
      return becomes([&listed] { return ::access(listed.c_str(), F_OK) != 0; });
    }();
    return begun ? running_threads() : 0;
  }
  std::size_t threads_ = threads_before();
  std::size_t descriptors_ = open_descriptors();
};

}  // namespace ws101::testing
