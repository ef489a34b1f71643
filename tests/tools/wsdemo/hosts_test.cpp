#include "wsdemo/hosts.hpp"

#include "support/catch.hpp"

using namespace ws101::demos;

namespace {

using Hosts = std::vector<std::string>;

Hosts hosts(const std::string& text) {
  const auto result = parse_hosts(text);
  INFO(text);
  REQUIRE(std::holds_alternative<Hosts>(result));
  return std::get<Hosts>(result);
}
bool refused(const std::string& text) {
  return std::holds_alternative<HostsError>(parse_hosts(text));
}

}  // namespace

TEST_CASE("ranges, names and lists of hosts") {
  CHECK(hosts("127.0.0.1-3") == Hosts{"127.0.0.1", "127.0.0.2", "127.0.0.3"});
  CHECK(hosts("10.0.0.254-10.0.1.1") == Hosts{"10.0.0.254", "10.0.0.255", "10.0.1.0", "10.0.1.1"});
  CHECK(hosts(" db-1.example , ::1,10.0.0.7 ") == Hosts{"db-1.example", "::1", "10.0.0.7"});
  CHECK(hosts("10.0.0.5-5") == Hosts{"10.0.0.5"});
  CHECK(hosts("10.0.0.0-255").size() == 256);
  CHECK(hosts("255.255.255.255-255.255.255.255").size() == 1);
}

TEST_CASE("at most 256 hosts, and nothing that is no host") {
  CHECK(refused("10.0.0.0-10.0.1.0"));
  CHECK(refused("10.0.0.0-255,x"));
  CHECK(refused("0.0.0.0-255.255.255.255"));
  for (const char* text :
       {"", ",", "a,", "10.0.0.5-1", "10.0.0.5-256", "10.0.0.5-", "10.0.0.5-x", "256.0.0.1", "1.2.3",
        "10.0.0.01", "-oProxyCommand=x", "a b", "a;b", "$(x)", "a'b", "user@host", "a/b", "\xC3\xA9"}) {
    INFO(text);
    CHECK(refused(text));
  }
  CHECK(refused(std::string(254, 'a')));
}

TEST_CASE("loopback by every name") {
  CHECK(is_loopback("127.0.0.1"));
  CHECK(is_loopback("127.255.1.9"));
  CHECK(is_loopback("::1"));
  CHECK(is_loopback("localhost"));
  CHECK_FALSE(is_loopback("128.0.0.1"));
  CHECK_FALSE(is_loopback("127.0.0.1.example.com"));
  CHECK_FALSE(is_loopback("example.com"));
}
