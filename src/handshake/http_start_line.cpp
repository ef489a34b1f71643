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
constexpr std::size_t kStatusDigits = 3;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int number_of(std::string_view digits) {
  int number = 0;
  for (const char digit : digits) number = 10 * number + (digit - '0');
  return number;
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

// What a wrong request line means: it begins with a method and ends in a version, or a path follows the method.
void read_as_meant(std::string_view line, RequestHead& head) {
  const std::size_t method_end = line.find(' ');
  const std::string_view method = line.substr(0, method_end);
  if (method_end == std::string_view::npos || !is_token(method)) return;
  std::string_view target = trim_optional_space(line.substr(method_end));
  const std::size_t last_word = target.rfind(' ') + 1;  // npos + 1 is 0
  const std::optional<HttpVersion> version = read_version(target.substr(last_word));
  if (!version && !target.starts_with('/')) return;
  target = version ? trim_optional_space(target.substr(0, last_word)) : target.substr(0, target.find(' '));
  head.method = method;
  head.target = target;
  head.version = version.value_or(HttpVersion{});
}

// What a wrong status line means: three digits are the next that follows the version.
void read_as_meant(std::string_view line, ResponseHead& head) {
  const std::optional<HttpVersion> version = read_version(line.substr(0, kVersionSize));
  if (!version) return;
  const std::string_view rest = trim_optional_space(line.substr(kVersionSize));
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  if (digits != kStatusDigits || rest[0] == '0') return;
  head.version = *version;
  head.status = number_of(rest.substr(0, digits));
  head.reason = trim_optional_space(rest.substr(digits));
}

std::optional<HandshakeIssue> read_strictly(std::string_view line, RequestHead& head) {
  const std::size_t method_end = line.find(' ');
  const std::string_view method = line.substr(0, method_end);
  if (method_end == std::string_view::npos || !is_token(method)) {
    return request_issue(0, "expected a request line such as \"GET / HTTP/1.1\", got " + quoted(line));
  }

  const std::size_t target_start = method_end + 1;
  const std::size_t target_end = line.find(' ', target_start);
  if (target_end == std::string_view::npos) {
    const bool version_only = read_version(line.substr(target_start)).has_value();
    return version_only ? request_issue(target_start,
                                        "expected a target such as / after the method, got " + quoted(line))
                        : request_issue(line.size(), "expected a space and HTTP/1.1 after the target, got " +
                                                         quoted(line));
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

  const std::string_view behind = line.substr(target_end + 1);
  const std::optional<HttpVersion> version = read_version(behind);
  if (!version) {
    const bool later = read_version(behind.substr(behind.rfind(' ') + 1)).has_value();
    const char* const cause = !later                    ? ""
                              : behind.starts_with(' ') ? ": one space is between them"
                                                        : ": a space in the target is written %20";
    return request_issue(target_end + 1, "expected HTTP/1.1 after the target, got " + quoted(behind) + cause);
  }
  head.method = method;
  head.target = target;
  head.version = *version;
  return std::nullopt;
}

std::optional<HandshakeIssue> read_strictly(std::string_view line, ResponseHead& head) {
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
  head.status = number_of(rest.substr(1, kStatusDigits));
  head.reason = rest.size() > 5 ? rest.substr(5) : std::string_view();
  return std::nullopt;
}

template <class Head>
std::optional<HandshakeIssue> read_line(std::string_view line, Head& head) {
  std::optional<HandshakeIssue> issue = read_strictly(line, head);
  if (issue) read_as_meant(line, head);
  return issue;
}

}  // namespace

std::optional<HandshakeIssue> read_start_line(std::string_view line, RequestHead& head) {
  return read_line(line, head);
}

std::optional<HandshakeIssue> read_start_line(std::string_view line, ResponseHead& head) {
  return read_line(line, head);
}

}  // namespace ws101
