// Lab 4: an HTTP head, read as it arrives. The specification is src/handshake/http_head.hpp.
#include "handshake/http_head.hpp"

namespace ws101 {

template <class Head>
HeadParser<Head>::HeadParser(HeadLimits limits, HeadRigour rigour) : limits_(limits), rigour_(rigour) {}

// `received` is everything so far, the same bytes again with more after them: scan_ remembers how many were read, so
// that each is read once. Lines end with CR LF and nothing else; read_start_line() reads the start line; a field line
// is a token, a colon immediately after it, and a value, which is trimmed; the empty line ends the head, and the
// bytes after it are not read. Judge at the byte that decides, and enforce both limits (RFC 9112 2 to 5). The private
// members of the class are a suggestion: write those that you need.
template <class Head>
std::variant<NeedMore, Head, HandshakeIssue> HeadParser<Head>::parse(std::string_view received) {
  // placeholder: delete the next line
  return HandshakeIssue{HandshakeViolation::FieldLine, "to be written", received.size() + 1};
}

template class HeadParser<RequestHead>;
template class HeadParser<ResponseHead>;

}  // namespace ws101
