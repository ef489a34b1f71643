// wscheck as a server: each connection of a client is a case.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "net/tcp.hpp"
#include "wscheck/plan.hpp"
#include "wscheck/result.hpp"

namespace ws101::wscheck {

// What a request of a client asks for.
struct ClientWish {
  enum class Kind : std::uint8_t {
    NextCase,  // any other path
    Count,     // /getCaseCount: the number of cases, as a text message
    OneCase,   // /runCase?case=N, counted from 1
    TheEnd,    // /updateReports
  };
  Kind kind = Kind::NextCase;
  std::size_t number = 0;  // of OneCase; 0 if it is no number
};
ClientWish wish_of(std::string_view target);

// Serves clients one after the other until each case was tried, until /updateReports, or until settings.stop is set.
Results serve_clients(TcpListener& listener, const Plan& plan);

// Listens, serves, reports; the exit status. Throws std::system_error if it cannot listen.
int check_clients(const Plan& plan);

}  // namespace ws101::wscheck
