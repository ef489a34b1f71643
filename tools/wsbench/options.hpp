// What the command line asks for: read, judged, and turned into values with units.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace ws101::wsbench {

inline constexpr std::string_view kVersion = "wsbench (ws101) 0.1.0";

inline constexpr std::uint64_t kMaxConnections = 100'000;            // --connections, --idle
inline constexpr std::uint64_t kMaxHandshakes = 10'000'000;          // --handshakes
inline constexpr std::uint64_t kMaxDepth = 100'000;                  // --depth
inline constexpr std::uint64_t kMaxWindow = std::uint64_t{1} << 30;  // --size times --depth, in bytes
inline constexpr double kMaxSeconds = 86'400;                        // --seconds, --warmup, --timeout

enum class Job : std::uint8_t {
  Echo,        // messages out and back, for a time
  Handshakes,  // connections opened and closed again, for a count
  Idle,        // connections opened and held in silence
};

// Where the server is. ws://HOST[:PORT][/PATH], the scheme may be left out.
struct Target {
  std::string host;  // without the brackets of an IPv6 address
  std::string port;  // decimal, 1-65535
  std::string path;  // begins with '/'
  std::string url() const;
};

struct Options {
  Job job = Job::Echo;
  Target target;
  bool raw = false;             // no WebSocket: the server gives back what it gets
  bool text = false;            // text messages instead of binary
  std::size_t connections = 1;  // at a time
  std::size_t size = 64;        // payload of a message, in bytes
  std::size_t depth = 1;        // messages in flight on each connection
  std::size_t handshakes = 0;   // for Job::Handshakes
  double seconds = 3;           // measured; for Job::Idle how long the connections are held
  double warmup = 0.5;          // seconds before, not measured
  double timeout = 10;          // seconds without any progress after which the server counts as dead
  std::optional<long> pid;      // the server's process, for its memory
  bool json = false;
  bool quiet = false;  // no progress line
};

enum class Ask : std::uint8_t { Help, Version };
struct UsageError {
  std::string words;
};

// The arguments without the program's name.
std::variant<Options, Ask, UsageError> parse_options(std::span<const std::string_view> arguments);

// "64", "64K" or "16M" as bytes (K is 1024); nothing when it is not such a number.
std::optional<std::uint64_t> parse_size(std::string_view text);

std::variant<Target, UsageError> parse_target(std::string_view text);

std::string_view help_text();

}  // namespace ws101::wsbench
