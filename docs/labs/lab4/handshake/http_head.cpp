// Lab 4: an HTTP head, read as it arrives. The contract is src/handshake/http_head.hpp.
#include "handshake/http_head.hpp"

namespace ws101 {

template <class Head>
HeadParser<Head>::HeadParser(HeadLimits limits, HeadRigour rigour) : limits_(limits), rigour_(rigour) {}

// `received` is everything so far, the same bytes again with more behind them: scan_ remembers how many were looked at, so
// that each is looked at once. Lines end with CR LF and nothing else; the start line is read by read_start_line(), a field
// line is a token, a colon right behind it, and a value that is trimmed; the empty line ends the head, and what lies behind
// it is not touched. Judge at the byte that decides, and keep both limits (RFC 9112 2 to 5).
// The private members of the class are a proposal: write those that you need.
template <class Head>
std::variant<NeedMore, Head, HandshakeIssue> HeadParser<Head>::parse(std::string_view received) {
  return HandshakeIssue{HandshakeViolation::FieldLine, "to be written", received.size() + 1};
}

template class HeadParser<RequestHead>;
template class HeadParser<ResponseHead>;

}  // namespace ws101
