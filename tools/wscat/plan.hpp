// The command line of wscat as checked values.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "client/client.hpp"
#include "handshake/url.hpp"
#include "options.hpp"

namespace ws101::wscat {

extern const char* const kHelp;

// From the last thing sent or received after the end of the input until wscat closes.
inline constexpr std::chrono::milliseconds kDefaultQuietTime{1'000};

// From the end of the input until --raw no longer waits for the peer's end.
inline constexpr std::chrono::milliseconds kDefaultRestTime{5'000};

enum class Trace : std::uint8_t { No, Lines, Full };

struct Plan {
  enum class Job : std::uint8_t { Talk, Echo, Listen, Raw };
  Job job = Job::Talk;
  std::string url;
  std::optional<Url> tcp;  // of --raw HOST:PORT; none: `url` is a URL
  ClientOptions client;

  Opcode kind = Opcode::Text;  // of what is sent
  // Each is one message; "-" is standard input. None: lines of standard input.
  std::vector<std::string> files;
  bool once = false;
  // Silence that ends a finished conversation; with `once` the time for the answer. Nothing: for ever.
  std::optional<std::chrono::milliseconds> wait = kDefaultQuietTime;
  std::chrono::milliseconds rest_time = kDefaultRestTime;  // of --raw
  std::optional<std::chrono::milliseconds> ping_interval;
  bool close_asked = false;  // --close: at a terminal no input is read
  CloseCode close_code = CloseCode::Normal;
  std::string close_reason;

  std::string host = "127.0.0.1";  // of --listen
  std::uint16_t port = 0;

  Trace trace = Trace::No;
  bool show_ping_pong = false;
  bool as_is = false;
  bool quiet = false;
};

// Throws UsageError.
Plan read_plan(Options& options);

}  // namespace ws101::wscat
