#include "wsdump/watch/first_bytes.hpp"

#include <algorithm>

#include "handshake/token.hpp"
#include "text/bytes.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::string_view kHttp2Preface = "PRI * HTTP/2";  // RFC 9113 3.4
// In any case: "Get" is wrong, but a request; as a frame it would be reserved twice over.
constexpr std::string_view kHttpStarts[] = {"HTTP/",   "GET ",   "POST ",  "PUT ",     "HEAD ",
                                            "DELETE ", "PATCH ", "TRACE ", "OPTIONS ", "CONNECT "};

// RFC 8446 5.1: a record is its type, 20 to 23, the version 3.0 to 3.4, and a length.
bool is_tls(Bytes b) {
  return b.size() >= 3 && b[0] >= 20 && b[0] <= 23 && b[1] == 3 && b[2] <= 4;
}

// RFC 9113 4.1: length (24 bits), type, flags, stream (32 bits). A connection starts with SETTINGS (type 4) on
// stream 0: six bytes each, or an acknowledgement without any.
bool is_http2_settings(Bytes b) {
  constexpr unsigned kMost = 600;  // bytes; no endpoint has a hundred settings
  if (b.size() < 9 || b[3] != 4 || (b[5] | b[6] | b[7] | b[8]) != 0) return false;
  const auto length = static_cast<unsigned>(b[0] << 16 | b[1] << 8 | b[2]);
  if (b[4] == 1) return length == 0;
  return b[4] == 0 && length % 6 == 0 && length <= kMost && (length > 0 || b.size() > 9);
}

}  // namespace

FirstBytes first_bytes(std::string_view text) {
  if (text.starts_with(kHttp2Preface) || is_http2_settings(bytes_of(text))) return FirstBytes::Http2;
  if (is_tls(bytes_of(text))) return FirstBytes::Tls;
  for (const std::string_view start : kHttpStarts) {
    const std::size_t common = std::min(start.size(), text.size());
    if (!equal_ignoring_case(text.substr(0, common), start.substr(0, common))) continue;
    return common == start.size() ? FirstBytes::Http : FirstBytes::Short;
  }
  return kHttp2Preface.starts_with(text) ? FirstBytes::Short : FirstBytes::Frames;
}

}  // namespace ws101::wsdump
