// The options of a client: what it requests, and every limit with its default.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "frame/assembler.hpp"
#include "frame/observer.hpp"
#include "frame/sender.hpp"
#include "handshake/deflate_params.hpp"
#include "handshake/fields.hpp"
#include "net/permessage_deflate.hpp"
#include "net/session.hpp"

namespace ws101 {

inline constexpr std::chrono::milliseconds kDefaultConnectTime{10'000};
inline constexpr std::chrono::milliseconds kDefaultClientClosingTime{5'000};
// Bytes of events that are kept while a thread sends. If more are kept, or wait to be sent, nothing is read.
inline constexpr std::size_t kMaxKept = std::size_t{64} << 20;

struct ClientOptions {
  std::chrono::milliseconds connect_time = kDefaultConnectTime;        // TCP and the opening handshake
  std::chrono::milliseconds closing_time = kDefaultClientClosingTime;  // from our Close to the end of TCP
  MessageLimits message;                                               // of what is received
  std::size_t max_backlog = kDefaultMaxBacklog;  // bytes; while more than this waits, senders block
  std::string origin;                            // empty: no Origin field
  std::vector<std::string> subprotocols;         // offered, the preferred one first
  // permessage-deflate (RFC 7692) as the client wants it; none: not offered. A server may decline it.
  std::optional<DeflateParams> deflate;
  DeflateLimits deflate_limits;
  Fields fields;                      // further fields of the request, such as Authorization
  FrameObserver* observer = nullptr;  // watches the frames; must outlive the client

  // For tests: where randomness and time come from.
  std::optional<std::array<std::uint8_t, 16>> nonce;  // of the handshake; none: random
  MaskSource* keys = nullptr;                         // must outlive the client; null: random keys
  std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
};

}  // namespace ws101
