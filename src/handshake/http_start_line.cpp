// The grammar of request line and status line, one step after the other.
#include "handshake/http_start_line.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "handshake/token.hpp"
#include "text/quoted.hpp"

namespace ws101 {
namespace {

constexpr std::size_t kVersionSize = 8;  // "HTTP/1.1"

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// HTTP, a slash, a digit, a dot, a digit; HTTP in capitals (RFC 9112 2.3).
std::optional<HttpVersion> read_version(std::string_view text) {
  if (text.size() != kVersionSize || text.substr(0, 5) != "HTTP/") return std::nullopt;
  if (!is_digit(text[5]) || text[6] != '.' || !is_digit(text[7])) return std::nullopt;
  return HttpVersion{text[5] - '0', text[7] - '0'};
}

HandshakeIssue request_issue(std::size_t offset, std::string detail) {
  return {HandshakeViolation::RequestLine, std::move(detail), offset};
}

HandshakeIssue status_issue(std::size_t offset, std::string detail) {
  return {HandshakeViolation::StatusLine, std::move(detail), offset};
}

}  // namespace

std::optional<HandshakeIssue> read_start_line(std::string_view line, RequestHead& head) {
  const std::size_t method_end = line.find(' ');
  const std::string_view method = line.substr(0, method_end);
  if (method_end == std::string_view::npos || !is_token(method)) {
    return request_issue(0, "expected a request line such as \"GET / HTTP/1.1\", got " + quoted(line));
  }

  const std::size_t target_start = method_end + 1;
  const std::size_t target_end = line.find(' ', target_start);
  if (target_end == std::string_view::npos) {
    return request_issue(line.size(), "expected a space and HTTP/1.1 after the target, got " + quoted(line));
  }
  const std::string_view target = line.substr(target_start, target_end - target_start);
  if (target.empty()) {
    return request_issue(target_start, "expected one space between method and target, got " + quoted(line));
  }
  const auto wrong = std::find_if(target.begin(), target.end(), [](char c) { return c <= ' ' || c > '~'; });
  if (wrong != target.end()) {
    const auto at = static_cast<std::size_t>(wrong - target.begin());
    return request_issue(target_start + at,
                         "expected visible ASCII in the target (the rest as %XX), got " + byte_name(*wrong));
  }

  const std::optional<HttpVersion> version = read_version(line.substr(target_end + 1));
  if (!version) {
    return request_issue(target_end + 1,
                         "expected HTTP/1.1 after the target, got " + quoted(line.substr(target_end + 1)));
  }
  head.method = method;
  head.target = target;
  head.version = *version;
  return std::nullopt;
}

std::optional<HandshakeIssue> read_start_line(std::string_view line, ResponseHead& head) {
  const std::optional<HttpVersion> version = read_version(line.substr(0, kVersionSize));
  if (!version) {
    return status_issue(
        0, "expected a status line such as \"HTTP/1.1 101 Switching Protocols\", got " + quoted(line));
  }
  const std::string_view rest = line.substr(kVersionSize);
  const bool three_digits = rest.size() >= 4 && rest[0] == ' ' && rest[1] >= '1' && is_digit(rest[1]) &&
                            is_digit(rest[2]) && is_digit(rest[3]);
  // RFC 9112 4: a server sends the space before the reason even when the reason is empty. Many omit it, and
  // it is safe to accept such a line.
  if (!three_digits || (rest.size() > 4 && rest[4] != ' ')) {
    return status_issue(kVersionSize,
                        "expected a space and three digits after the HTTP version, got " + quoted(rest));
  }
  head.version = *version;
  head.status = (rest[1] - '0') * 100 + (rest[2] - '0') * 10 + (rest[3] - '0');
  head.reason = rest.size() > 5 ? rest.substr(5) : std::string_view();
  return std::nullopt;
}

}  // namespace ws101
