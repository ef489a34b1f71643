// The command line as checked values with units.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "handshake/url.hpp"
#include "options.hpp"

namespace ws101::wsbench {

inline constexpr std::uint64_t kMaxConnections = 100'000;            // --connections, --idle
inline constexpr std::uint64_t kMaxHandshakes = 10'000'000;          // --handshakes
inline constexpr std::uint64_t kMaxDepth = 100'000;                  // --depth
inline constexpr std::uint64_t kMaxWindow = std::uint64_t{1} << 30;  // --size times --depth, in bytes

enum class Job : std::uint8_t {
  Echo,        // messages are sent and echoed, for a time
  Handshakes,  // a number of connections is opened and closed again
  Idle,        // connections are opened and kept idle
};

struct Plan {
  Job job = Job::Echo;
  Url url;                                    // of the server
  bool raw = false;                           // no WebSocket: the server sends back the bytes that it gets
  bool deflate = false;                       // permessage-deflate, and text that compresses well
  bool text = false;                          // text messages instead of binary
  std::size_t connections = 1;                // at the same time
  std::size_t size = 64;                      // payload of a message, in bytes
  std::size_t depth = 1;                      // messages in flight on each connection
  std::size_t handshakes = 0;                 // for Job::Handshakes
  std::chrono::milliseconds measured{3000};   // for Job::Idle how long the connections are kept
  std::chrono::milliseconds warmup{500};      // before, not measured
  std::chrono::milliseconds timeout{10'000};  // without progress, after which the server counts as dead
  std::optional<long> pid;                    // the server's process, for its memory and processor time
  bool json = false;
  bool quiet = false;  // no progress line
};

// Throws UsageError.
Plan read_plan(Options& options);

// "ws://HOST:PORT/PATH", printable.
std::string url_text(const Url& url);

extern const char* const kHelp;

}  // namespace ws101::wsbench
