// The choice of a subprotocol.
#include "handshake/subprotocol.hpp"

#include "support/catch.hpp"

using namespace ws101;

TEST_CASE("H13 the server's most preferred of those offered", "[rfc6455-4.2.2]") {
  CHECK(choose_subprotocol({"superchat", "chat"}, {"chat", "superchat"}) == "superchat");
  CHECK(choose_subprotocol({"mqtt", "chat"}, {"chat", "superchat"}) == "chat");
  CHECK(choose_subprotocol({"mqtt"}, {"chat"}).empty());
  CHECK(choose_subprotocol({}, {"chat"}).empty());
  CHECK(choose_subprotocol({"chat"}, {}).empty());
  CHECK(choose_subprotocol({"Chat"}, {"chat"}).empty());
}
