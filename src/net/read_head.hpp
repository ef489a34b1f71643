// Reads one HTTP head from a socket, and keeps the bytes after it.
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

// Bytes; a usual head fits. Larger than 1 KiB, because glibc keeps smaller freed blocks in the thread's cache.
inline constexpr std::size_t kFirstHeadRead = 2048;

// TCP ended, or broke, before the head was complete.
struct HeadEnded {};

// Reads from the socket into `received` until the head is complete: it is the first Head.size bytes of `received`,
// and the rest follows it. Blocks. Calls `may_read` before each read; if it returns false (a deadline), the result is
// HeadEnded.
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
