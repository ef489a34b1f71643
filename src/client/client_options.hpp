// What a client may use and how long it waits: every limit of the client with its default, and what it asks for.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "net/opening.hpp"
#include "net/session.hpp"

namespace ws101 {

inline constexpr std::chrono::milliseconds kDefaultConnectTime{10'000};
inline constexpr std::chrono::milliseconds kDefaultClientClosingTime{5'000};
inline constexpr std::size_t kMaxKept = std::size_t{64}
                                        << 20;  // bytes that come while a thread sends: 64 MiB

struct ClientOptions {
  std::chrono::milliseconds connect_time = kDefaultConnectTime;        // TCP and the opening handshake
  std::chrono::milliseconds closing_time = kDefaultClientClosingTime;  // from our Close to the end of TCP
  MessageLimits message;                                               // of what is received
  std::size_t max_backlog =
      kDefaultMaxBacklog;                 // bytes; while more waits to be sent, what comes is only kept
  std::string origin;                     // empty: no Origin field
  std::vector<std::string> subprotocols;  // offered, the most wanted first
  Fields fields;                          // further fields of the request, such as Authorization
  FrameObserver* observer = nullptr;      // watches the frames; must outlive the client
};

}  // namespace ws101
