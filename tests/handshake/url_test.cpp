// ws:// URLs.
#include "handshake/url.hpp"

#include <string>

#include "support/catch.hpp"

using namespace ws101;

namespace {

std::string shown(std::string_view text) {
  const auto parsed = parse_url(text);
  if (const SyntaxError* error = std::get_if<SyntaxError>(&parsed)) {
    return "error at " + std::to_string(error->offset) + ": " + error->words;
  }
  const Url& url = std::get<Url>(parsed);
  return url.host + " " + std::to_string(url.port) + " " + url.target + " " + url.host_header();
}

void check_error(std::string_view text, std::size_t offset, const std::string& words) {
  const std::string got = shown(text);
  CAPTURE(text, got);
  CHECK(got.find("error at " + std::to_string(offset) + ":") == 0);
  CHECK(got.find(words) != std::string::npos);
}

}  // namespace

TEST_CASE("the parts of a ws URL", "[rfc6455-3]") {
  CHECK(shown("ws://example.com") == "example.com 80 / example.com");
  CHECK(shown("ws://example.com/") == "example.com 80 / example.com");
  CHECK(shown("WS://Example.com:8000/chat?room=1") == "Example.com 8000 /chat?room=1 Example.com:8000");
  CHECK(shown("ws://example.com?q=/a") == "example.com 80 /?q=/a example.com");
  CHECK(shown("ws://[::1]:9001/x") == "::1 9001 /x [::1]:9001");
  CHECK(shown("ws://[2001:db8::1]") == "2001:db8::1 80 / [2001:db8::1]");
  CHECK(shown("ws://a:80/a%20b") == "a 80 /a%20b a");
  CHECK(shown("ws://a:/") == "a 80 / a");
  CHECK(shown("ws://a//b/../c") == "a 80 //b/../c a");
}

TEST_CASE("a fragment is refused", "[rfc6455-3]") {
  check_error("ws://a/b#c", 8, "fragment");
  check_error("ws://a#c", 6, "fragment");
}

TEST_CASE("other schemes are refused with the way out") {
  check_error("wss://a/", 0, "TLS proxy");
  check_error("WSS://a/", 0, "TLS proxy");
  check_error("http://a/", 0, "expected ws://");
  check_error("ftp://a/", 0, "expected ws://");
  check_error("example.com:80", 0, "expected ws://host");
  check_error("", 0, "expected ws://host");
  check_error("://a", 0, "expected ws://");
}

TEST_CASE("hosts and ports that cannot be") {
  check_error("ws://", 5, "host");
  check_error("ws:///path", 5, "host");
  check_error("ws://:80/", 5, "host");
  check_error("ws://user:secret@a/", 16, "user information");
  check_error("ws://a:0/", 7, "1 to 65535");
  check_error("ws://a:65536/", 7, "1 to 65535");
  check_error("ws://a:8o/", 8, "digits");
  check_error("ws://::1/", 5, "host");
  check_error("ws://[::1/", 5, "']'");
  check_error("ws://b\xc3\xbc/", 6, "xn--");
  check_error(" ws://a/", 0, "expected ws://");
}

TEST_CASE("paths that cannot go into a request line as they are") {
  check_error("ws://a/b c", 8, "%XX");
  check_error("ws://a/b\r\nX: y", 8, "0x0d");
  check_error("ws://a/\xc3\xa9", 7, "0xc3");
  check_error("ws://a/{x}", 7, "'{'");
  check_error("ws://a/%", 7, "two hex digits");
  check_error("ws://a/%4", 7, "two hex digits");
  check_error("ws://a/%4g", 7, "two hex digits");
  check_error(std::string_view("ws://a/\0b", 9), 7, "0x00");
}
