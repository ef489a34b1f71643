#include "wsdump/capture/json_input.hpp"

#include "support/catch.hpp"
#include "text/bytes.hpp"

using namespace ws101;

TEST_CASE("A byte source gives its bytes to the JSON reader piece by piece") {
  wsdump::MemorySource source(bytes_of("[1,2]"), 2);
  wsdump::JsonInput input(source);
  std::string all;
  for (auto piece = input.next(); !piece.empty(); piece = input.next()) {
    CHECK(piece.size() <= 2);
    all += piece;
  }
  CHECK(all == "[1,2]");
  CHECK(input.error().empty());
}

TEST_CASE("The first key tells a net-log from a HAR file") {
  CHECK(wsdump::json_capture_format(bytes_of("{\"constants\": {\"a")) == "netlog");
  CHECK(wsdump::json_capture_format(bytes_of("\n { \"log\" :")) == "har");
  CHECK(wsdump::json_capture_format(bytes_of("{\"other\":1}")).empty());
  CHECK(wsdump::json_capture_format(bytes_of("[1]")).empty());
  CHECK(wsdump::json_capture_format({}).empty());
}
