#include "own_addresses.hpp"

#include <arpa/inet.h>

#include "clock_time.hpp"
#include "support/catch.hpp"

using namespace ws101;

TEST_CASE("every address is none that a browser could go to") {
  CHECK(is_every_address("0.0.0.0"));
  CHECK(is_every_address("::"));
  CHECK_FALSE(is_every_address("127.0.0.1"));
  CHECK(page_urls(resolve("127.0.0.1", 8000, true).front()) ==
        std::vector<std::string>{"http://127.0.0.1:8000/"});
  CHECK(page_urls(resolve("::1", 8000, true).front()) == std::vector<std::string>{"http://[::1]:8000/"});
  const std::vector<std::string> urls = page_urls(resolve("0.0.0.0", 8000, true).front());
  CHECK(urls.front() == "http://127.0.0.1:8000/");
  CHECK(urls.size() == 1 + own_addresses().size());
  for (const std::string& address : own_addresses()) {
    in_addr parsed{};
    CHECK(::inet_pton(AF_INET, address.c_str(), &parsed) == 1);
    CHECK_FALSE(address.starts_with("127."));
  }
}

TEST_CASE("a line of a log begins with the time of day") {
  const std::string time = clock_time();
  REQUIRE(time.size() == 8);
  for (std::size_t i = 0; i < time.size(); ++i) {
    const bool is_digit = time[i] >= '0' && time[i] <= '9';
    CHECK((i % 3 == 2 ? time[i] == ':' : is_digit));
  }
}
