// The first line of an HTTP/1.1 message: request line or status line (RFC 9112 3 and 4).
#pragma once

#include <optional>
#include <string_view>

#include "handshake/http_head.hpp"

namespace ws101 {

// `line` is without its line ending. On success the start-line members of `head` are filled in; else the issue says
// at which byte of the line the grammar is left: 0 for a method that is no token and for a line without a space. No
// version is refused here: that takes knowing who asks.
std::optional<HandshakeIssue> read_start_line(std::string_view line, RequestHead& head);
std::optional<HandshakeIssue> read_start_line(std::string_view line, ResponseHead& head);

}  // namespace ws101
