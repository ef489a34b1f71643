#include "wscheck/request.hpp"

#include "support/catch.hpp"

namespace ws101::wscheck {
namespace {

Head sample() {
  Head head;
  head.start = "GET / HTTP/1.1";
  return head.add("Host", "a"), head.add("Upgrade", "websocket");
}

TEST_CASE("a head is changed field by field") {
  CHECK(sample().text() == "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n");
  CHECK(sample().set("Host", "b").text() == "GET / HTTP/1.1\r\nHost: b\r\nUpgrade: websocket\r\n\r\n");
  CHECK(sample().set("Origin", "c").text() ==
        "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nOrigin: c\r\n\r\n");
  CHECK(sample().drop("Upgrade").text() == "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(sample().rename("Host", "HOST").text() == "GET / HTTP/1.1\r\nHOST: a\r\nUpgrade: websocket\r\n\r\n");
  CHECK(sample().value("Upgrade") == "websocket");
  CHECK(sample().value("upgrade").empty());
  Head bare = sample();
  bare.line_end = "\n";
  bare.colon = ":";
  CHECK(bare.text() == "GET / HTTP/1.1\nHost:a\nUpgrade:websocket\n\n");
}

}  // namespace
}  // namespace ws101::wscheck
