// A live chart of processor load: one sampler for all clients, which runs only while there are clients.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "server/server.hpp"
#include "wsdemo/access.hpp"
#include "wsdemo/processor_load.hpp"
#include "wsdemo/room.hpp"
#include "wsdemo/ticker.hpp"

namespace ws101::demos {

inline constexpr std::size_t kCpuHistory = 120;  // points that a new client gets immediately

// Must outlive the server's run().
class Cpu {
 public:
  using Read = std::function<std::optional<ProcessorTimes>()>;
  Cpu(Server& server, const Access& access, std::chrono::milliseconds interval,
      Read read = read_processor_times);

 private:
  void sample();

  Room room_;
  Numbers* const numbers_;  // or null
  const Read read_;
  std::mutex mutex_;
  std::deque<std::string> history_;  // guarded by mutex_; messages, oldest first
  ProcessorTimes last_;              // the ticker's thread alone
  Ticker ticker_;
};

}  // namespace ws101::demos
