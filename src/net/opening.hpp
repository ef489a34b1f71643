// The opening handshake over a socket: one HTTP head is read, and what followed it is kept.
// What a server and a client need of the handshake module, they get through this header.
#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "frame/byte_buffer.hpp"
#include "handshake/accept_key.hpp"
#include "handshake/check_response.hpp"
#include "handshake/client_handshake.hpp"
#include "handshake/http_head.hpp"
#include "handshake/http_response.hpp"
#include "handshake/origin.hpp"
#include "handshake/request_target.hpp"
#include "handshake/server_handshake.hpp"
#include "handshake/url.hpp"
#include "net/tcp.hpp"

namespace ws101 {

// Bytes; a usual head fits. Glibc would keep freed blocks of up to 1 KiB for the thread, so this one is larger.
inline constexpr std::size_t kFirstHeadRead = 2048;

// TCP ended, or broke, before the head was complete.
struct HeadEnded {};

// Reads from the socket into `received` until the head is complete: Head.size says how much of `received` it is, the
// rest came behind it. Blocks; `may_read` is asked before each read and ends the work by false (a deadline).
template <class Head, typename MayRead>
std::variant<Head, HandshakeIssue, HeadEnded> read_head(TcpSocket& socket, HeadParser<Head>& parser,
                                                        ByteBuffer& received, MayRead may_read) {
  for (;;) {
    auto result = parser.parse(text_of(std::as_const(received).bytes()));
    if (auto* issue = std::get_if<HandshakeIssue>(&result)) return std::move(*issue);
    if (auto* head = std::get_if<Head>(&result)) return std::move(*head);
    if (!may_read()) return HeadEnded{};
    const std::ptrdiff_t count = socket.receive(received.room(received.size() == 0 ? kFirstHeadRead : 1));
    if (count <= 0) return HeadEnded{};
    received.grow(static_cast<std::size_t>(count));
  }
}

}  // namespace ws101
