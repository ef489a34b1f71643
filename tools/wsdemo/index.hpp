// The page with which the demos begin, and the numbers on it.
#pragma once

#include <chrono>
#include <string>

#include "server/server.hpp"
#include "wsdemo/access.hpp"
#include "wsdemo/numbers.hpp"
#include "wsdemo/room.hpp"
#include "wsdemo/ticker.hpp"

namespace ws101::demos {

inline constexpr std::chrono::milliseconds kNumbersInterval{1000};

// Must outlive the server's run(). A client of "/" gets the numbers when it comes, as Numbers::json() writes them, and
// again whenever they have changed, at most once in each interval. While nobody looks, nothing is done.
class Index {
 public:
  Index(Server& server, const Access& access, const Numbers& numbers,
        std::chrono::milliseconds interval = kNumbersInterval);

 private:
  void tell_changes();

  const Numbers& numbers_;
  Room room_;
  std::string told_;  // the ticker's thread alone
  Ticker ticker_;     // last: it uses all of the above
};

}  // namespace ws101::demos
