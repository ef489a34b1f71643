#include "wsbench/opening.hpp"

#include <array>
#include <cstdint>
#include <random>

#include "base64/base64.hpp"
#include "sha1/sha1.hpp"

namespace ws101::wsbench {
namespace {

constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::size_t kMaxShown = 60;  // characters of a wrong answer that an error repeats

std::string draw_key() {
  std::random_device device;
  std::array<std::uint8_t, 16> nonce;
  for (std::uint8_t& byte : nonce) byte = static_cast<std::uint8_t>(device());
  return base64_encode(nonce);
}

// The answer came from a peer: nothing of it reaches a terminal unescaped.
std::string shown(std::string_view text) {
  std::string out = "'";
  for (const char c : text.substr(0, kMaxShown)) out += (c >= 0x20 && c < 0x7F) ? c : '?';
  return out + (text.size() > kMaxShown ? "...'" : "'");
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// The value of the first header field of that name (given in lower case), without spaces around it.
std::string_view field(std::string_view head, std::string_view name) {
  for (std::size_t at = head.find("\r\n"); at + 2 < head.size(); at = head.find("\r\n", at + 2)) {
    const std::string_view line = head.substr(at + 2, head.find("\r\n", at + 2) - (at + 2));
    const std::size_t colon = line.find(':');
    if (colon != name.size()) continue;
    bool same = true;
    for (std::size_t i = 0; i < colon; ++i) same = same && lower(line[i]) == name[i];
    if (!same) continue;
    const std::size_t begin = line.find_first_not_of(" \t", colon + 1);
    if (begin == std::string_view::npos) return {};
    return line.substr(begin, line.find_last_not_of(" \t") + 1 - begin);
  }
  return {};
}

}  // namespace

Opening::Opening(const Options& options) : raw_(options.raw) {
  const std::string key = draw_key();
  const Target& target = options.target;
  const std::string authority = target.url().substr(0, target.url().size() - target.path.size());
  request_ = "GET " + target.path + " HTTP/1.1\r\nHost: " + authority +
             "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + key +
             "\r\nSec-WebSocket-Version: 13\r\n\r\n";
  accept_ = base64_encode(sha1(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
}

std::variant<NeedMore, Opening::Done, std::string> Opening::judge(std::string_view answer) const {
  if (raw_) {
    if (answer.size() < request_.size()) return NeedMore{};
    if (answer == request_) return Done{};
    return "the raw echo did not give back what it got: " + shown(answer);
  }
  const std::size_t end = answer.find(kHeadEnd);
  if (end == std::string_view::npos) {
    if (answer.size() < kMaxAnswer) return NeedMore{};
    return "the answer to the handshake is over " + std::to_string(kMaxAnswer) + " bytes";
  }
  if (!answer.starts_with("HTTP/1.1 101 ")) {
    return "expected 'HTTP/1.1 101 ...', got " + shown(answer.substr(0, answer.find("\r\n")));
  }
  const std::string_view accept = field(answer.substr(0, end + 2), "sec-websocket-accept");
  // RFC 6455 4.1: "If the response lacks a |Sec-WebSocket-Accept| header field or the |Sec-WebSocket-Accept|
  // contains a value other than the base64-encoded SHA-1 ..., the client MUST Fail the WebSocket Connection."
  if (accept != accept_) {
    return "expected Sec-WebSocket-Accept " + accept_ + ", got " + shown(accept);
  }
  if (answer.size() > end + kHeadEnd.size()) return "the server spoke first; an echo server answers";
  return Done{};
}

}  // namespace ws101::wsbench
