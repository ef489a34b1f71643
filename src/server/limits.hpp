// How much one client, and all of them, may use: every limit of the server with its default.
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
// 32 of the largest messages at once, on a machine that also does something else.
inline constexpr std::size_t kDefaultMaxMemory = std::size_t{512} << 20;  // 512 MiB
// What a client may take however much the others take, of what it sent and again of what it is sent: the largest
// receive buffer, and short messages.
inline constexpr std::size_t kMemoryOfOwn = std::size_t{512} << 10;  // 512 KiB

struct ServerLimits {
  MessageLimits message;                         // size, and frames in one message
  std::size_t max_backlog = kDefaultMaxBacklog;  // bytes posted to one client and not yet taken by it
  std::size_t max_clients =
      kDefaultMaxClients;  // at once; one more gets the place of the oldest unfinished handshake, else 503
  std::size_t max_clients_per_address = kDefaultMaxClientsPerAddress;  // at once from one IP address; 0: any
  // Bytes that all clients together may take with what they sent and was not handled yet, and with what other threads
  // sent them and they did not take yet. While all take more than this, whoever takes more than kMemoryOfOwn of the
  // first is closed with 1013 (try again later), and of the second is dropped.
  std::size_t max_memory = kDefaultMaxMemory;
  std::size_t max_head = kDefaultMaxHeadBytes;                       // bytes of the request head
  std::size_t max_fields = kDefaultMaxHeadFields;                    // field lines in it
  std::chrono::milliseconds handshake_time = kDefaultHandshakeTime;  // until the head is complete; then 408
  std::chrono::milliseconds idle_time = kDefaultIdleTime;  // nothing came for so long: send a ping; 0: never
  std::chrono::milliseconds pong_time = kDefaultPongTime;  // and still nothing: the client is gone
  std::chrono::milliseconds closing_time = kDefaultClosingTime;  // from our Close to the end of TCP
  std::chrono::milliseconds send_time = kDefaultSendTime;        // a client took no byte for so long: dropped
  std::chrono::milliseconds message_time =
      kDefaultMessageTime;  // nothing came of an unfinished message: 1008; 0: never
};

}  // namespace ws101
