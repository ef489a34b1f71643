// host[:port].
#include "handshake/authority.hpp"

#include <string>

#include "support/catch.hpp"

using namespace ws101;

namespace {

std::string shown(std::string_view text) {
  const auto parsed = parse_authority(text);
  if (const SyntaxError* error = std::get_if<SyntaxError>(&parsed)) {
    CHECK_FALSE(error->words.empty());
    return "error at " + std::to_string(error->offset);
  }
  const Authority& authority = std::get<Authority>(parsed);
  return authority.host + " " + (authority.port ? std::to_string(*authority.port) : "-");
}

}  // namespace

TEST_CASE("hosts with and without a port") {
  CHECK(shown("example.com") == "example.com -");
  CHECK(shown("example.com:8080") == "example.com 8080");
  CHECK(shown("127.0.0.1:1") == "127.0.0.1 1");
  CHECK(shown("a_b~c:65535") == "a_b~c 65535");
  CHECK(shown("localhost:") == "localhost -");
  CHECK(shown("localhost:0080") == "localhost 80");
}

TEST_CASE("IPv6 addresses stand in brackets") {
  for (const std::string address :
       {"::", "::1", "1::", "1::8", "fe80::1:2", "1:2:3:4:5:6:7:8", "::ffff:127.0.0.1", "2001:DB8::a",
        "1:2:3:4:5:6:1.2.3.4", "::2:3:4:5:6:7:8"}) {
    CAPTURE(address);
    CHECK(shown("[" + address + "]") == address + " -");
    CHECK(shown("[" + address + "]:81") == address + " 81");
  }
  for (const std::string address : {"",
                                    ":",
                                    ":::",
                                    "1:2",
                                    "1:2:3:4:5:6:7:8:9",
                                    "1::2::3",
                                    "12345::",
                                    "g::",
                                    "1:",
                                    ":1",
                                    "::1.2.3",
                                    "::1.2.3.256",
                                    "::01.2.3.4",
                                    "1:2:3:4:5:6:7:1.2.3.4",
                                    "::1.2.3.4.5",
                                    "fe80::1%eth0",
                                    "127.0.0.1",
                                    "1:2:3:4:5:6:7::8",
                                    "v1.a",
                                    "::1.2.3.4:5"}) {
    CAPTURE(address);
    CHECK(shown("[" + address + "]") == "error at 1");
  }
  CHECK(shown("[::1") == "error at 0");
  CHECK(shown("[::1]x") == "error at 5");
  CHECK(shown("::1") == "error at 0");
  CHECK(shown("fe80::1") == "error at 4");
}

TEST_CASE("what is no host or no port is refused where it goes wrong", "[hs-host]") {
  CHECK(shown("") == "error at 0");
  CHECK(shown(":80") == "error at 0");
  CHECK(shown("user@host") == "error at 4");
  CHECK(shown("ho st") == "error at 2");
  CHECK(shown("host/path") == "error at 4");
  CHECK(shown("h%41") == "error at 1");
  CHECK(shown("b\xc3\xbc") == "error at 1");
  CHECK(shown("a:0") == "error at 2");
  CHECK(shown("a:65536") == "error at 2");
  CHECK(shown("a:99999999999999999999") == "error at 2");
  CHECK(shown("a:8x") == "error at 3");
  CHECK(shown("a:-1") == "error at 2");
  CHECK(shown("a:+1") == "error at 2");
}

TEST_CASE("H17 a Host field has the port unless it is 80, and brackets around IPv6", "[rfc6455-4.1]") {
  CHECK(host_header("example.com", 80) == "example.com");
  CHECK(host_header("example.com", 8080) == "example.com:8080");
  CHECK(host_header("::1", 80) == "[::1]");
  CHECK(host_header("::1", 9001) == "[::1]:9001");
  CHECK(host_header("a", 443) == "a:443");
}
