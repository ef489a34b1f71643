// One pass over the bytes: special bytes are judged as they come, each line when it ends.
#include "handshake/http_head.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <type_traits>
#include <utility>

#include "handshake/http_start_line.hpp"
#include "handshake/token.hpp"
#include "text/quoted.hpp"

namespace ws101 {
namespace {

constexpr std::size_t kUsualFields = 16;  // about as many as browsers send: one allocation instead of five
constexpr char kTlsHandshakeRecord = 0x16;

// Bytes that need no check in the middle of a line.
constexpr std::array<bool, 256> make_ordinary_table() {
  std::array<bool, 256> table{};
  for (std::size_t c = 0x20; c < 256; ++c) table[c] = c != 0x7f;
  table['\t'] = true;
  return table;
}
constexpr std::array<bool, 256> kOrdinary = make_ordinary_table();

// Whether it is known what a wrong start line means.
bool is_clear(const RequestHead& head) {
  return !head.method.empty();
}
bool is_clear(const ResponseHead& head) {
  return head.status != 0;
}

bool is_ordinary(char c) {
  return kOrdinary[static_cast<unsigned char>(c)];
}

}  // namespace

template <class Head>
HeadParser<Head>::HeadParser(HeadLimits limits, HeadRigour rigour) : limits_(limits), rigour_(rigour) {}

template <class Head>
std::variant<NeedMore, Head, HandshakeIssue> HeadParser<Head>::parse(std::string_view received) {
  if (noted_are_old_) {
    noted_.clear();
    noted_are_old_ = false;
  }
  const std::size_t end = std::min(received.size(), limits_.max_bytes);
  while (scan_ < end) {
    if (scan_ > line_start_ && received[scan_ - 1] != '\r') {
      while (scan_ < end && is_ordinary(received[scan_])) ++scan_;
      if (scan_ == end) break;
    }
    if (!take_byte(received)) return issue_;
    ++scan_;
    if (complete_) {
      Head head = std::move(head_);
      head.size = scan_;
      begin_anew();
      return head;
    }
  }
  // At the limit and still no empty line: the head is too large, whatever comes next.
  if (scan_ >= limits_.max_bytes) {
    return HandshakeIssue{HandshakeViolation::HeadTooLarge,
                          "expected a head of at most " + std::to_string(limits_.max_bytes) +
                              " bytes, got that many and no empty line",
                          scan_};
  }
  return NeedMore{};
}

// Judges the byte at scan_ if it is the first of a line, follows a CR, or is a control byte. If false,
// issue_ says why, and the parser has not moved.
template <class Head>
bool HeadParser<Head>::take_byte(std::string_view received) {
  const char c = received[scan_];
  const bool after_cr = scan_ > line_start_ && received[scan_ - 1] == '\r';
  if (c == '\n') {
    // RFC 9112 2.2: "Although the line terminator for the start-line and fields is the sequence CRLF, a
    // recipient MAY recognize a single LF as a line terminator". Two ways to end a line are two ways to read
    // the same bytes, on which smuggling lives; this recipient does not.
    if (!after_cr &&
        !fault(HandshakeViolation::LineEnding, scan_, "expected CR LF at the end of the line, got LF alone"))
      return false;
    return end_line(received);
  }
  if (after_cr &&
      !fault(HandshakeViolation::LineEnding, scan_ - 1, "expected LF after CR, got " + byte_name(c)))
    return false;
  if (scan_ == line_start_ && !begin_line(c)) return false;
  if (c == '\r' || is_ordinary(c)) return true;

  // RFC 9110 5.5: "Field values containing CR, LF, or NUL characters are invalid and dangerous"
  const bool tls = scan_ == 0 && c == kTlsHandshakeRecord;
  return fault(
      HandshakeViolation::ControlByte, scan_,
      tls ? "expected an HTTP head, got byte 0x16: this looks like TLS (wss or https), and here is plain TCP"
          : "expected printable text, got control byte " + byte_name(c));
}

template <class Head>
bool HeadParser<Head>::begin_line(char first) {
  if (!have_start_line_ || first == '\r') return true;
  if (first == ' ' || first == '\t') {
    // RFC 9112 5.2: "A server that receives an obs-fold in a request message that is not within a
    // 'message/http' container MUST either reject the message by sending a 400 (Bad Request), preferably with
    // a representation explaining that obsolete line folding is unacceptable, or replace"
    folded_ = true;
    return fault(HandshakeViolation::FoldedLine, scan_,
                 "expected a field name, got white space: continuing a field on the next line is obsolete");
  }
  if (field_lines_ == limits_.max_fields) {
    issue_ = {HandshakeViolation::TooManyFields,
              "expected at most " + std::to_string(limits_.max_fields) + " fields, got another", scan_};
    return false;
  }
  ++field_lines_;
  return true;
}

template <class Head>
bool HeadParser<Head>::end_line(std::string_view received) {
  std::string_view line = received.substr(line_start_, scan_ - line_start_);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);

  if (!have_start_line_) {
    // RFC 9112 2.2: "a server that is expecting to receive and parse a request-line SHOULD ignore at least
    // one empty line (CRLF) received prior to the request-line."
    const bool skipped = line.empty() && std::is_same_v<Head, RequestHead>;
    if (!skipped) {
      if (std::optional<HandshakeIssue> issue = read_start_line(line, head_)) {
        issue->offset += line_start_;
        if (!is_clear(head_)) {
          issue_ = std::move(*issue);
          return false;
        }
        if (!fault(issue->violation, issue->offset, std::move(issue->detail))) return false;
      }
      have_start_line_ = true;
      head_.fields.reserve(kUsualFields);
    }
  } else if (line.empty()) {
    complete_ = true;
  } else if (folded_) {
    folded_ = false;
    head_.fields.fold_into_last(trim_optional_space(line));
  } else if (!take_field(line)) {
    return false;
  }
  line_start_ = scan_ + 1;
  return true;
}

// A field line is a name, a colon and a value with optional white space around it (RFC 9112 5).
template <class Head>
bool HeadParser<Head>::take_field(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) {
    return fault(HandshakeViolation::FieldLine, line_start_, "expected \"name: value\", got " + quoted(line));
  }
  std::string_view name = line.substr(0, colon);
  // RFC 9112 5.1: "A server MUST reject, with a response status code of 400 (Bad Request), any received
  // request message that contains whitespace between a header field name and colon."
  const std::string_view trimmed = trim_optional_space(name);
  if (trimmed.size() != name.size() && is_token(trimmed)) {
    if (!fault(HandshakeViolation::SpaceInName, line_start_ + trimmed.size(),
               "expected the colon right after the field name, got white space after " + quoted(trimmed)))
      return false;
    name = trimmed;
  }
  if (!is_token(name)) {
    const auto wrong = std::find_if_not(name.begin(), name.end(), is_token_char);
    const auto at = static_cast<std::size_t>(wrong - name.begin());
    return fault(HandshakeViolation::FieldLine, line_start_ + at,
                 "expected a token as field name, got " + quoted(name));
  }
  head_.fields.add(std::string(name), std::string(trim_optional_space(line.substr(colon + 1))), line_start_);
  return true;
}

// True if parsing continues nevertheless.
template <class Head>
bool HeadParser<Head>::fault(HandshakeViolation violation, std::size_t offset, std::string detail) {
  HandshakeIssue issue{violation, std::move(detail), offset};
  if (rigour_ == HeadRigour::Strict) {
    issue_ = std::move(issue);
    return false;
  }
  noted_.push_back(std::move(issue));
  return true;
}

template <class Head>
void HeadParser<Head>::begin_anew() {
  head_ = Head();
  scan_ = line_start_ = field_lines_ = 0;
  have_start_line_ = folded_ = complete_ = false;
  noted_are_old_ = true;
}

template class HeadParser<RequestHead>;
template class HeadParser<ResponseHead>;

}  // namespace ws101
