// How many are at each demo, what they have sent, and its last value: for the page with which the demos begin.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "server/server.hpp"

namespace ws101::demos {

// Must outlive the server's run().
class Numbers {
 public:
  // The same endpoint, whose clients and messages are counted for the demo with this name. Before the server runs.
  Endpoint counted(const std::string& demo, Endpoint endpoint);

  // Any thread. In a few words, such as "Ada: 3"; nothing for a demo without a counted endpoint.
  void set_value(std::string_view demo, std::string value);
  // Any thread: {"vote":{"clients":2,"messages":7,"value":"Ada: 3"}, ...}, by name.
  std::string json() const;

 private:
  struct Demo {
    std::atomic<std::size_t> clients = 0;     // now
    std::atomic<std::uint64_t> messages = 0;  // since the start
    std::string value;                        // guarded by mutex_
  };
  mutable std::mutex mutex_;
  std::map<std::string, Demo, std::less<>> demos_;  // grows only before the server runs
};

}  // namespace ws101::demos
