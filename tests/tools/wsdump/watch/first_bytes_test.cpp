#include "wsdump/watch/first_bytes.hpp"

#include <string_view>

#include "support/catch.hpp"

using namespace ws101::wsdump;

TEST_CASE("the first bytes tell HTTP, TLS, HTTP/2 and frames apart", "[wsdump]") {
  CHECK(first_bytes("GET / HTTP/1.1") == FirstBytes::Http);
  CHECK(first_bytes("HTTP/1.1 101") == FirstBytes::Http);
  CHECK(first_bytes("PRI * HTTP/2.0\r\n") == FirstBytes::Http2);
  CHECK(first_bytes(std::string_view("\x16\x03\x01\x02\x00", 5)) == FirstBytes::Tls);
  CHECK(first_bytes(std::string_view("\x17\x03\x03\x00\x13", 5)) == FirstBytes::Tls);
  CHECK(first_bytes(std::string_view("\0\0\x12\x04\0\0\0\0\0", 9)) == FirstBytes::Http2);
  CHECK(first_bytes(std::string_view("\0\0\0\x04\x01\0\0\0\0", 9)) == FirstBytes::Http2);
  CHECK(first_bytes(std::string_view("\0\0\x11\x04\0\0\0\0\0", 9)) == FirstBytes::Frames);
  CHECK(first_bytes("\x81\x05Hello") == FirstBytes::Frames);
  for (const char* const text : {"", "G", "GET", "PRI * HT", "HTTP"}) {
    INFO(text);
    CHECK(first_bytes(text) == FirstBytes::Short);
  }
}
