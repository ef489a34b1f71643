// Header fields: names in any case, lists over several fields.
#include "handshake/fields.hpp"

#include "support/catch.hpp"

using namespace ws101;

TEST_CASE("H2 names are found in any case, the first field first") {
  Fields fields;
  CHECK(fields.empty());
  fields.add("Upgrade", "websocket", 16);
  fields.add("UPGRADE", "h2c");
  CHECK(fields.count("upgrade") == 2);
  REQUIRE(fields.find("uPgRaDe") != nullptr);
  CHECK(fields.find("uPgRaDe")->offset == 16);
  CHECK(fields.value("upgrade") == "websocket");
  CHECK(fields.find("Upgrad") == nullptr);
  CHECK(fields.value("Host").empty());
  CHECK(fields.size() == 2);
}

TEST_CASE("H2 repeated fields form one list, and empty elements count for nothing", "[rfc9110-5.6.1.2]") {
  Fields fields;
  fields.add("Connection", "keep-alive, Upgrade");
  fields.add("Host", "a, b");
  fields.add("connection", ",, \t x ,");
  fields.add("Connection", "");
  const auto list = fields.list("CONNECTION");
  REQUIRE(list.size() == 3);
  CHECK(list[0] == "keep-alive");
  CHECK(list[1] == "Upgrade");
  CHECK(list[2] == "x");
  CHECK(fields.list("Accept").empty());
}

TEST_CASE("H2 tokens are found in any case, and only whole") {
  Fields fields;
  fields.add("Connection", "keep-alive,upGRADE");
  CHECK(fields.has_token("connection", "Upgrade"));
  CHECK(fields.has_token("Connection", "Keep-Alive"));
  CHECK_FALSE(fields.has_token("Connection", "keep"));
  CHECK_FALSE(fields.has_token("Connection", ""));
  CHECK_FALSE(fields.has_token("Upgrade", "upgrade"));
}

TEST_CASE("a folded line goes on with the last value") {
  Fields fields;
  fields.fold_into_last("lost");
  CHECK(fields.empty());
  fields.add("A", "one");
  fields.fold_into_last("two");
  fields.fold_into_last("");
  CHECK(fields.value("A") == "one two");
}
