#include "wsdump/read/heads/http_refusals.hpp"

#include <algorithm>

#include "text/quoted.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/heads/field_names.hpp"
#include "wsdump/read/heads/head_start.hpp"
#include "wsdump/read/refusals.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kLinesSeen = 64;
constexpr std::size_t kLongestLine = 2048;  // servers cut what they log

struct AccessLine {
  std::string_view request;  // "GET /ws HTTP/1.1", or the first bytes of TLS with their escapes
  std::string_view status;
  bool tls = false;
};

bool is_status_alone(std::string_view word) {
  return word.size() == 3 && is_status(word);
}

// haproxy has the status in front of the request, behind its five times: 10/0/30/69/109 101
std::string_view status_behind_times(std::string_view line) {
  std::string_view before;
  for (std::string_view word = take_word(line); !word.empty(); word = take_word(line)) {
    if (is_status_alone(word) && std::count(before.begin(), before.end(), '/') == 4) return word;
    before = word;
  }
  return {};
}

std::optional<AccessLine> access_line(std::string_view line) {
  for (std::size_t open = line.find('"'); open != std::string_view::npos;) {
    const std::size_t close = line.find('"', open + 1);
    if (close == std::string_view::npos) return std::nullopt;
    AccessLine found;
    found.request = line.substr(open + 1, close - open - 1);
    found.tls = found.request.starts_with("\\x16\\x03");
    const StartLine start = find_start_line(found.request);
    const bool request = start.length == found.request.size() && start.length > 0 && !start.response;
    if (start.response && start.column == 0) {  // GET http://a/ "HTTP/1.1 403 Forbidden"
      const std::size_t status = found.request.find(' ') + 1;
      return AccessLine{trim(line.substr(0, open)), found.request.substr(status, 3)};
    }
    std::string_view behind = line.substr(close + 1);
    found.status = take_word(behind);
    if (!is_status_alone(found.status)) found.status = status_behind_times(line.substr(0, open));
    if ((found.tls || request || found.request.starts_with("WebSocket /")) && !found.status.empty())
      return found;
    open = close;
  }
  return std::nullopt;
}

}  // namespace

std::optional<ReadError> refuse_access_log(std::string_view body) {
  std::optional<AccessLine> found;
  for (std::size_t i = 0; i < kLinesSeen && !body.empty() && !found; ++i)
    found = access_line(take_line(body).substr(0, kLongestLine));
  if (!found) return std::nullopt;
  const std::string status(found->status);
  if (found->tls) {
    return ReadError{
        "this is an access log: a client spoke TLS (16 03 ...) where plain HTTP is expected, and got " +
            status,
        "use ws:// on this port, or give the server a certificate for wss://", 0, 0};
  }
  return ReadError{"this is an access log, which has neither heads nor frames: " + quoted(found->request) +
                       " was answered with " + status +
                       (status == "101" ? "" : "; a handshake is answered with 101"),
                   "curl -v of the same URL shows the heads", 0, 0};
}

std::string meaning_of_rest(std::string_view behind, const PastedHead& last) {
  if (const auto known = known_message(behind))
    return "; among them: " + known->what + " (" + known->instead + ")";
  const std::string_view first = trim(take_line(behind));
  if (!last.bytes.starts_with("HTTP/1.1 101")) return {};
  if (all_of(first, is_hex) && contains(lower(last.bytes), "transfer-encoding: chunked"))
    return "; this is the size of a chunk: the server's HTTP library, or a proxy, sends the stream as a body";
  if (first.starts_with("..")) return "; dots may be bytes that cannot be printed: copy them as hex";
  // Tools write lines of their own between those of a head, and a rule above the next part.
  return last.dressed || is_ruled(first) ? "" : "; if the server sent this after its 101, it lacks a frame";
}

std::optional<ReadError> refuse_extended_connect(std::string_view body) {
  constexpr std::string_view kProtocol = ":protocol";
  constexpr std::size_t kNear = 16;  // ":protocol: websocket", "':protocol', 'websocket'"
  const std::size_t at = body.find(kProtocol);
  if (at == std::string_view::npos || !contains(body.substr(at + kProtocol.size(), kNear), "websocket"))
    return std::nullopt;
  std::string answer;
  if (const std::size_t status = body.find(":status"); status != std::string_view::npos) {
    const std::size_t digit = body.find_first_of("12345", status);
    if (digit - status < kNear) answer = ", and the answer is " + std::string(body.substr(digit, 3));
  }
  return ReadError{
      "this is the handshake of a WebSocket over HTTP/2 (RFC 8441): a CONNECT with :protocol, which has no "
      "Upgrade, key or Accept" +
          answer,
      "wsdump checks the handshake of HTTP/1.1: curl --http1.1 makes one; a net-log has the frames", 0, 0};
}

}  // namespace ws101::wsdump::input
