#include "wsdump/watch/first_bytes.hpp"

#include <algorithm>
#include <array>

#include "handshake/token.hpp"
#include "text/bytes.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::string_view kHttp2Preface = "PRI * HTTP/2";  // RFC 9113 3.4
constexpr std::string_view kHttpStarts[] = {"HTTP/",   "GET ",   "POST ",  "PUT ",     "HEAD ",
                                            "DELETE ", "PATCH ", "TRACE ", "OPTIONS ", "CONNECT "};

// Each of these says `whole` if the bytes are what it looks for, Short if they are the beginning of it, else Frames. In
// any case: "Get" is wrong, but a request; as a frame it would be reserved twice over.
FirstBytes compare(std::string_view text, std::string_view start, FirstBytes whole) {
  const std::size_t common = std::min(start.size(), text.size());
  if (!equal_ignoring_case(text.substr(0, common), start.substr(0, common))) return FirstBytes::Frames;
  return common == start.size() ? whole : FirstBytes::Short;
}

// RFC 8446 5.1: a record is its type, 20 to 23, the version 3.0 to 3.4, and a length.
FirstBytes look_for_tls(Bytes b) {
  if (b[0] < 20 || b[0] > 23 || (b.size() > 1 && b[1] != 3) || (b.size() > 2 && b[2] > 4))
    return FirstBytes::Frames;
  return b.size() < 3 ? FirstBytes::Short : FirstBytes::Tls;
}

// RFC 9113 4.1: length (24 bits), type, flags, stream (32 bits). A connection starts with SETTINGS (type 4) on
// stream 0: six bytes each, or an acknowledgement without any. An empty one is told only if more follows it.
FirstBytes look_for_http2_settings(Bytes b) {
  constexpr unsigned kMost = 600;  // bytes; no endpoint has a hundred settings
  constexpr std::size_t kHead = 9;
  std::array<std::uint8_t, kHead> head{0, 0, 0, 4, 0, 0, 0, 0, 0};  // missing bytes count as right
  std::copy_n(b.begin(), std::min(b.size(), kHead), head.begin());
  const auto length = static_cast<unsigned>(head[0] << 16 | head[1] << 8 | head[2]);
  const bool on_stream_0 = (head[5] | head[6] | head[7] | head[8]) == 0;
  const bool acknowledges = head[4] == 1 && length == 0;
  const bool sets = head[4] == 0 && length <= kMost && (b.size() < 3 || length % 6 == 0);
  if (head[3] != 4 || !on_stream_0 || !(acknowledges || sets)) return FirstBytes::Frames;
  const std::size_t needed = acknowledges || length > 0 ? kHead : kHead + 1;
  return b.size() < needed ? FirstBytes::Short : FirstBytes::Http2;
}

}  // namespace

FirstBytes first_bytes(std::string_view text) {
  if (text.empty()) return FirstBytes::Short;
  const Bytes bytes = bytes_of(text);
  for (const FirstBytes found : {look_for_http2_settings(bytes), look_for_tls(bytes),
                                 compare(text, kHttp2Preface, FirstBytes::Http2)}) {
    if (found != FirstBytes::Frames) return found;
  }
  for (const std::string_view start : kHttpStarts) {
    if (const FirstBytes found = compare(text, start, FirstBytes::Http); found != FirstBytes::Frames)
      return found;
  }
  return FirstBytes::Frames;
}

}  // namespace ws101::wsdump
