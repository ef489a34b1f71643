// Reads one HTTP head from a socket, and keeps what came behind it.
#pragma once

#include <cstddef>
#include <utility>
#include <variant>

#include "frame/byte_buffer.hpp"
#include "handshake/handshake_violation.hpp"
#include "handshake/http_head.hpp"
#include "net/tcp.hpp"
#include "text/bytes.hpp"

namespace ws101 {

// Bytes; a usual head fits. Glibc would keep freed blocks of up to 1 KiB for the thread, so this one is larger.
inline constexpr std::size_t kFirstHeadRead = 2048;

// TCP ended, or broke, before the head was complete.
struct HeadEnded {};

// Reads from the socket into `received` until the head is complete: Head.size says how much of `received` it is, the
// rest came behind it. Blocks; `may_read` is asked before each read, and false ends the work as HeadEnded (a deadline).
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
