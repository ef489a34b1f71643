// The head of an HTTP/1.1 message, read as it arrives: the start line and the fields, up to the empty line
// (RFC 9112 2 to 5). Knows nothing of WebSocket.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "handshake/fields.hpp"
#include "handshake/handshake_violation.hpp"
#include "text/bytes.hpp"

namespace ws101 {

constexpr std::size_t kDefaultMaxHeadBytes = 8192;
constexpr std::size_t kDefaultMaxHeadFields = 100;

struct HeadLimits {
  std::size_t max_bytes = kDefaultMaxHeadBytes;    // the whole head, with the empty line that ends it
  std::size_t max_fields = kDefaultMaxHeadFields;  // field lines
};

struct HttpVersion {
  int first = 1;   // the 1 of HTTP/1.0
  int second = 1;  // and the 0
};

struct RequestHead {
  std::string method;  // a token, as it was written: methods are case-sensitive
  std::string target;  // visible ASCII, not judged further; see request_target.hpp
  HttpVersion version;
  Fields fields;
  std::size_t size = 0;  // bytes of the head; what was received after them is not part of it
};

struct ResponseHead {
  HttpVersion version;
  int status = 0;  // 100 to 999
  std::string reason;
  Fields fields;
  std::size_t size = 0;
};

enum class HeadRigour {
  Strict,   // the first violation ends the parsing: for endpoints
  Tolerant  // notes a violation and continues if the text can still be parsed: for analysers
};

// Parses one head. It remembers its position, so each byte is read once, however the input is split.
template <class Head>
class HeadParser {
 public:
  explicit HeadParser(HeadLimits limits = {}, HeadRigour rigour = HeadRigour::Strict);

  // `received` is everything since the start of the head: the bytes of the last call, and more after them.
  // NeedMore consumes nothing. The head's `size` is the number of its bytes; then the parser is ready for
  // the next head. After an issue each call returns the same issue.
  std::variant<NeedMore, Head, HandshakeIssue> parse(std::string_view received);

  // Tolerant only: the violations in the head that parse() has just returned, or is still reading.
  const std::vector<HandshakeIssue>& noted() const { return noted_; }

 private:
  bool take_byte(std::string_view received);
  bool begin_line(char first);
  bool end_line(std::string_view received);
  bool take_field(std::string_view line);
  bool fault(HandshakeViolation violation, std::size_t offset, std::string detail);
  void begin_anew();

  HeadLimits limits_;
  HeadRigour rigour_;
  Head head_;
  std::size_t scan_ = 0;        // bytes read so far
  std::size_t line_start_ = 0;  // where the current line begins
  std::size_t field_lines_ = 0;
  bool have_start_line_ = false;
  bool folded_ = false;    // the current line continues the field before it (tolerant)
  bool complete_ = false;  // the empty line has been seen
  HandshakeIssue issue_{};
  std::vector<HandshakeIssue> noted_;
  bool noted_are_old_ = false;  // they belong to a head that was already returned
};

using RequestHeadParser = HeadParser<RequestHead>;
using ResponseHeadParser = HeadParser<ResponseHead>;

}  // namespace ws101
