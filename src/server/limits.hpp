// Every limit of the server, for one client and for all together, with its default.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "frame/assembler.hpp"
#include "handshake/http_head.hpp"
#include "net/session.hpp"

namespace ws101 {

inline constexpr std::size_t kDefaultMaxClients = 4096;
// 0: no limit of its own. Behind a proxy all clients come from one address.
inline constexpr std::size_t kDefaultMaxClientsPerAddress = 0;
inline constexpr std::chrono::milliseconds kDefaultHandshakeTime{10'000};
inline constexpr std::chrono::milliseconds kDefaultIdleTime{30'000};
inline constexpr std::chrono::milliseconds kDefaultPongTime{20'000};
inline constexpr std::chrono::milliseconds kDefaultClosingTime{3'000};
inline constexpr std::chrono::milliseconds kDefaultSendTime{30'000};
inline constexpr std::chrono::milliseconds kDefaultMessageTime{60'000};
// Room for 32 messages of the largest size at the same time.
inline constexpr std::size_t kDefaultMaxMemory = std::size_t{512} << 20;  // 512 MiB
// Bytes that a client may use in each direction, however much the others use: the largest receive buffer, and
// short messages.
inline constexpr std::size_t kMemoryOfOwn = std::size_t{512} << 10;  // 512 KiB

struct ServerLimits {
  MessageLimits message;  // size, and frames in one message
  // Bytes that other threads queued for one client and that are not sent yet; then it is dropped.
  std::size_t max_backlog = kDefaultMaxBacklog;
  // Clients at the same time. For one more, one without a WebSocket is dropped; if there is none, it gets 503.
  std::size_t max_clients = kDefaultMaxClients;
  // The same for the clients from one IP address. 0: no limit.
  std::size_t max_clients_per_address = kDefaultMaxClientsPerAddress;
  // Bytes of all clients together that were received and not handled yet, or queued by other threads and not sent
  // yet. While they exceed this, a client with more than kMemoryOfOwn received bytes is closed with 1013 (try again
  // later), and one with more than kMemoryOfOwn queued bytes is dropped.
  std::size_t max_memory = kDefaultMaxMemory;
  std::size_t max_head = kDefaultMaxHeadBytes;     // bytes of the request head
  std::size_t max_fields = kDefaultMaxHeadFields;  // field lines in it
  // Until the request head is complete; then 408.
  std::chrono::milliseconds handshake_time = kDefaultHandshakeTime;
  // Nothing came for this long: send a ping. 0: never.
  std::chrono::milliseconds idle_time = kDefaultIdleTime;
  // Still nothing this long after that ping: dropped.
  std::chrono::milliseconds pong_time = kDefaultPongTime;
  // From our Close to the end of TCP.
  std::chrono::milliseconds closing_time = kDefaultClosingTime;
  // A client took none of the waiting bytes for this long: dropped.
  std::chrono::milliseconds send_time = kDefaultSendTime;
  // Nothing came of an unfinished message for this long: 1008. 0: never.
  std::chrono::milliseconds message_time = kDefaultMessageTime;
};

}  // namespace ws101
