// The first line of an HTTP/1.1 message: request line or status line (RFC 9112 3 and 4).
#pragma once

#include <optional>
#include <string_view>

#include "handshake/http_head.hpp"

namespace ws101 {

// `line` has no line ending. Fills in the start-line members of `head`. Returns an issue with the first byte of the
// line that breaks the grammar: 0 if the method is not a token or the line has no space. The members say then what was
// meant, with `target` as it stands, or have no method and no status. Accepts every version: the caller decides.
std::optional<HandshakeIssue> read_start_line(std::string_view line, RequestHead& head);
std::optional<HandshakeIssue> read_start_line(std::string_view line, ResponseHead& head);

}  // namespace ws101
