#include "wsdump/watch/first_bytes.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::string_view kHttp2Preface = "PRI * HTTP/2";  // RFC 9113 3.4
constexpr std::string_view kHttpStarts[] = {"HTTP/",  "GET ",   "POST ",    "PUT ",     "HEAD ", "DELETE ",
                                            "PATCH ", "TRACE ", "OPTIONS ", "CONNECT ", "get "};
constexpr char kTlsHandshake = 0x16;  // RFC 8446 5.1: the content type, then the version 3.0 to 3.4

}  // namespace

FirstBytes first_bytes(std::string_view text) {
  if (text.starts_with(kHttp2Preface)) return FirstBytes::Http2;
  if (text.size() >= 3 && text[0] == kTlsHandshake && text[1] == 3 && text[2] >= 0 && text[2] <= 4)
    return FirstBytes::Tls;
  for (const std::string_view start : kHttpStarts) {
    if (text.starts_with(start)) return FirstBytes::Http;
    if (start.starts_with(text)) return FirstBytes::Short;
  }
  return kHttp2Preface.starts_with(text) ? FirstBytes::Short : FirstBytes::Frames;
}

}  // namespace ws101::wsdump
