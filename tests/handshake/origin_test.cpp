// Origins.
#include "handshake/origin.hpp"

#include "support/catch.hpp"

using namespace ws101;

TEST_CASE("H11 an origin is allowed when the list names it, in any case", "[rfc6455-10.2]") {
  const std::vector<std::string> allowed = {"http://example.com", "https://Example.com:8443"};
  CHECK(origin_is_allowed("http://EXAMPLE.com", allowed));
  CHECK(origin_is_allowed("https://example.com:8443", allowed));
  CHECK_FALSE(origin_is_allowed("https://example.com", allowed));
  CHECK_FALSE(origin_is_allowed("http://example.com.evil.test", allowed));
  CHECK_FALSE(origin_is_allowed("http://example.com/", allowed));
  CHECK_FALSE(origin_is_allowed("null", allowed));
  CHECK_FALSE(origin_is_allowed("", allowed));
  CHECK(origin_is_allowed("null", {"null"}));
}

TEST_CASE("a page of the same host and port") {
  CHECK(origin_is_same_host("http://localhost:8000", "localhost:8000"));
  CHECK(origin_is_same_host("http://LOCALHOST:8000", "localhost:8000"));
  CHECK(origin_is_same_host("http://a", "a:80"));
  CHECK(origin_is_same_host("http://a:80", "a"));
  CHECK(origin_is_same_host("https://a", "a:443"));
  CHECK(origin_is_same_host("https://a", "a"));
  CHECK(origin_is_same_host("http://[::1]:8000", "[::1]:8000"));
  CHECK_FALSE(origin_is_same_host("http://localhost:8001", "localhost:8000"));
  CHECK_FALSE(origin_is_same_host("https://a", "a:80"));
  CHECK_FALSE(origin_is_same_host("http://evil.test", "a"));
  CHECK_FALSE(origin_is_same_host("null", "null"));
  CHECK_FALSE(origin_is_same_host("", ""));
  CHECK_FALSE(origin_is_same_host("http://", ""));
  CHECK_FALSE(origin_is_same_host("file:///x", "x"));
  CHECK_FALSE(origin_is_same_host("http://a/", "a"));
}
