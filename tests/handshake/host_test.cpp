// The names by which a client may come.
#include "handshake/host.hpp"

#include "support/catch.hpp"

using namespace ws101;

TEST_CASE("addresses and localhost are always this server's", "[rfc6455-10.2]") {
  for (const char* host : {"127.0.0.1", "127.0.0.1:8000", "10.1.2.3", "[::1]", "[::1]:8000", "[fe80::1]:80",
                           "[::ffff:10.1.2.3]", "localhost", "LOCALHOST:80", "localhost:"}) {
    INFO(host);
    CHECK(host_is_allowed(host, {}));
    CHECK(host_is_allowed(host, {"demo.example"}));
  }
}

TEST_CASE("a name that anyone could point here is this server's only if it is listed", "[rfc6455-10.2]") {
  const std::vector<std::string> allowed = {"demo.example", "Laptop"};
  for (const char* host : {"demo.example", "DEMO.example:8443", "laptop:8000"}) {
    INFO(host);
    CHECK(host_is_allowed(host, allowed));
    CHECK_FALSE(host_is_allowed(host, {}));
  }
  for (const char* host : {"evil.example", "evil.example:8000", "localhost.evil.example",
                           "1.2.3.4.evil.example", "demo.example.evil.example", "evil-demo.example",
                           "1.2.3.example", "127.0.0.1.", "1.2.3", "a.localhost"}) {
    INFO(host);
    CHECK_FALSE(host_is_allowed(host, allowed));
  }
}

TEST_CASE("what is no host is nobody's") {
  for (const char* host :
       {"", ":80", "...", "::1", "[::1", "[evil.example]", "127.0.0.1:0", "127.0.0.1@evil.example",
        "evil.example:127.0.0.1", "localhost/", "localhost localhost", "\xc3\xa9"}) {
    INFO(host);
    CHECK_FALSE(host_is_allowed(host, {"demo.example"}));
  }
}
