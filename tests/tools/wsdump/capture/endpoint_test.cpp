// Addresses as text.
#include "wsdump/capture/endpoint.hpp"

#include "support/catch.hpp"

using ws101::wsdump::Endpoint;

TEST_CASE("Endpoints are written as RFC 5952 asks") {
  Endpoint v4{{127, 0, 0, 1}, false, 9001};
  CHECK(v4.text() == "127.0.0.1:9001");
  CHECK(Endpoint{{}, true, 80}.text() == "[::]:80");
  CHECK(Endpoint{{0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0}, true, 1}.text() ==
        "[2001:db8:0:0:1::]:1");
  CHECK(Endpoint{{0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0xab, 0xcd, 0, 0, 0, 1, 0, 0x10}, true, 1}.text() ==
        "[fe80::abcd:0:1:10]:1");
  CHECK(Endpoint{{0, 1, 0, 0, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8}, true, 1}.text() == "[1:0:3:4:5:6:7:8]:1");
}
