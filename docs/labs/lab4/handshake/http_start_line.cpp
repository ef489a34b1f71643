// Lab 4: the first line of a head. The specification is src/handshake/http_start_line.hpp; the grammar is in RFC
// 9112 3 and 4.
#include "handshake/http_start_line.hpp"

namespace ws101 {

// METHOD SP TARGET SP HTTP/D.D with exactly one space each time; the method is a token, the target visible ASCII. An
// issue has HandshakeViolation::RequestLine, the offset in the line, and a message: "expected ..., got ...".
// text/quoted.hpp makes a peer's text safe for a message.
std::optional<HandshakeIssue> read_start_line(std::string_view line, RequestHead& head) {
  // placeholder: delete these lines
  head.method = "to be written";
  return HandshakeIssue{HandshakeViolation::StatusLine, "to be written", line.size() + 1};
}

// HTTP/D.D SP three digits, and perhaps SP and a reason. HandshakeViolation::StatusLine.
std::optional<HandshakeIssue> read_start_line(std::string_view line, ResponseHead& head) {
  // placeholder: delete these lines
  head.reason = "to be written";
  return HandshakeIssue{HandshakeViolation::RequestLine, "to be written", line.size() + 1};
}

}  // namespace ws101
