#include "wsdump/read/heads/head_start.hpp"

#include <algorithm>
#include <array>

#include "handshake/token.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/heads/head_dress.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kLongestName = 64;  // of a field

constexpr std::array<std::string_view, 9> kMethods = {"GET ",     "POST ",    "PUT ",   "HEAD ", "DELETE ",
                                                      "OPTIONS ", "CONNECT ", "PATCH ", "TRACE "};

// Names of fields that a log line may seem to have, but no head.
constexpr std::array<std::string_view, 12> kLogWords = {"debug", "info",  "warn",  "warning",
                                                        "error", "trace", "fatal", "note",
                                                        "send",  "sent",  "recv",  "received"};

bool ends_word(std::string_view line, std::size_t at) {
  return at == 0 || !is_word(line[at - 1]);
}

// The length of "HTTP/1.1" at the start of `s`, or of "HTTP/2", which tools print without a second digit; 0: neither.
std::size_t version_size(std::string_view s) {
  if (s.size() < 6 || !s.starts_with("HTTP/") || !is_digit(s[5])) return 0;
  if (s.size() > 7 && s[6] == '.' && is_digit(s[7])) return 8;
  return is_http2(s) ? 6 : 0;
}

// The status line at the start of `rest` reaches to the end of the line.
bool is_status_line(std::string_view rest) {
  const std::size_t version = version_size(rest);
  if (version == 0 || rest.size() < version + 4) return false;
  rest.remove_prefix(version);
  if (rest[0] != ' ' || !all_of(rest.substr(1, 3), is_digit)) return false;
  const std::string_view reason = rest.substr(4);
  return reason.empty() || (reason[0] == ' ' && all_of(reason, [](char c) {
                              return is_letter(c) || is_digit(c) ||
                                     std::string_view(" -'.,()/").find(c) != std::string_view::npos;
                            }));
}

bool ends_in_version(std::string_view line) {
  const std::string_view version = line.substr(line.rfind(' ') + 1);  // npos + 1 is 0
  return !version.empty() && version_size(version) == version.size();
}

// "GET HTTP/1.1", "GET /chat", "GET /chat http/1.1", "GET /chat WebSocket/13": wrong, and so worth showing.
bool is_wrong_request(std::string_view line) {
  if (!line.starts_with("GET ")) return false;
  const std::string_view behind = line.substr(4);
  if (version_size(behind) == behind.size() || lacks_version(line)) return true;
  const std::string_view last = behind.substr(behind.rfind(' ') + 1);
  const bool versioned = lower(last).starts_with("http/") || lower(last).starts_with("websocket/");
  return behind.starts_with('/') && versioned && std::count(behind.begin(), behind.end(), ' ') == 1;
}

// "HTTP/1.1  101", "HTTP/1.1 101Switching Protocols".
bool is_wrong_status(std::string_view line) {
  const std::size_t version = version_size(line);
  const std::string_view status = trim_left(line.substr(version));
  const std::size_t digits = std::min(status.find_first_not_of("0123456789"), status.size());
  return version > 0 && digits == 3;
}

// Where a request line begins that reaches to the end of the line; npos: nowhere.
std::size_t find_request(std::string_view line) {
  if (!ends_in_version(line)) return std::string_view::npos;
  const auto begins_at = [&](std::size_t at) {
    return at <= kLongestDress && ends_word(line, at) && line.find(' ', at) < line.rfind(' ');
  };
  for (const std::string_view method : kMethods) {
    if (const std::size_t at = line.find(method); begins_at(at)) return at;
  }
  // "Get /chat HTTP/1.1": wrong, and so worth showing. A sentence may have the word, so only in front of a path.
  for (const std::string_view method : kMethods) {
    const std::size_t at = find_ignoring_case(line, lower(method));
    if (!begins_at(at)) continue;
    const std::string_view target = line.substr(at + method.size());
    if (target.starts_with('/') && target.find(' ') == target.rfind(' ')) return at;
  }
  return std::string_view::npos;
}

}  // namespace

std::vector<TextLine> lines_of(std::string_view body) {
  std::vector<TextLine> lines;
  while (!body.empty()) {
    const std::size_t end = body.find('\n');
    TextLine next;
    next.line = body.substr(0, end);
    next.lf = end != std::string_view::npos;
    if (next.line.ends_with('\r')) {
      next.cr = true;
      next.line.remove_suffix(1);
    }
    lines.push_back(next);
    body = next.lf ? body.substr(end + 1) : std::string_view{};
  }
  return lines;
}

bool is_http2(std::string_view version) {
  return version.starts_with("HTTP/2") || version.starts_with("HTTP/3");
}

bool lacks_version(std::string_view line) {
  return line.starts_with("GET /") && line.rfind(' ') == 3;
}

StartLine find_start_line(std::string_view line) {
  const std::string_view trimmed = trim_right(line);
  const std::size_t marked = trimmed.size() - shown_line_end(trimmed);
  // With its mark first: the reason phrase may end in a dot of its own, but the HTTP version does not.
  for (const std::size_t end : {trimmed.size(), marked}) {
    const std::string_view whole = trimmed.substr(0, end);
    for (std::size_t at = whole.find("HTTP/"); at <= kLongestDress; at = whole.find("HTTP/", at + 1)) {
      if (!ends_word(whole, at) || !is_status_line(whole.substr(at))) continue;
      const bool dotted = end == trimmed.size() && trimmed.ends_with('.');
      return {at, end - at - (dotted ? 1 : 0), true, is_http2(whole.substr(at))};
    }
    if (const std::size_t at = find_request(whole); at != std::string_view::npos)
      return {at, end - at, false, is_http2(whole.substr(whole.rfind(' ') + 1))};
  }
  const std::string_view unmarked = trimmed.substr(0, marked);
  if (is_wrong_request(unmarked)) return {0, marked, false, false};
  if (is_wrong_status(unmarked)) return {0, marked, true, is_http2(unmarked)};
  return {};
}

bool is_field_line(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > kLongestName) return false;
  const std::string_view name = trim_right(line.substr(0, colon));
  if (!is_token(name) || !std::any_of(name.begin(), name.end(), is_letter)) return false;
  return std::find(kLogWords.begin(), kLogWords.end(), lower(name)) == kLogWords.end();
}

bool is_known_field(std::string_view name) {
  const std::string small = lower(name);
  constexpr std::array<std::string_view, 16> kKnown = {
      "host",           "upgrade",      "connection", "origin",  "date",   "server",
      "user-agent",     "cookie",       "via",        "accept",  "pragma", "cache-control",
      "content-length", "content-type", "set-cookie", "location"};
  return small.starts_with("sec-websocket-") ||
         std::find(kKnown.begin(), kKnown.end(), small) != kKnown.end();
}

bool is_known_field_line(std::string_view line) {
  return is_field_line(line) && is_known_field(trim_right(line.substr(0, line.find(':'))));
}

}  // namespace ws101::wsdump::input
