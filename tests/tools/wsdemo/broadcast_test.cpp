#include "wsdemo/broadcast.hpp"

#include "tools/wsdemo/running_server.hpp"
#include "wsdemo/query.hpp"

using namespace ws101;
using namespace ws101::demos;
using namespace ws101::testing;

TEST_CASE("operator and clients hear each other") {
  std::mutex mutex;
  std::vector<std::string> shown;
  DemoServer running;
  Broadcast broadcast(running.server(), {}, {true, [&](const std::string& line) {
                                               const std::lock_guard lock(mutex);
                                               shown.push_back(line);
                                             }});
  running.start();
  Client first(running.url("/broadcast"));
  CHECK(next(first).find("\"event\":\"join\"") != std::string::npos);
  auto second = std::make_unique<Client>(running.url("/broadcast"));
  CHECK(next(first).find("\"clients\":2") != std::string::npos);
  CHECK(next(*second).find("\"clients\":2") != std::string::npos);

  CHECK(broadcast.say("{\"as\": \"it is\"}") == 2);
  CHECK(next(first) == "{\"as\": \"it is\"}");
  CHECK(next(*second) == "{\"as\": \"it is\"}");
  CHECK(broadcast.say("\xFF") == 0);

  second->send_text("hi \x1b[2J \"there\"");
  const JsonValue relayed = parsed(next(first));
  CHECK(*relayed.find_text("event") == "message");
  CHECK(*relayed.find_text("text") == "hi \x1b[2J \"there\"");
  second->send_binary(bytes_of("x"));
  CHECK(next(*second).starts_with("{\"error\":"));

  second->abort();
  CHECK(next(first).find("\"event\":\"leave\"") != std::string::npos);
  CHECK(broadcast.say("still here") == 1);
  CHECK(next(first) == "still here");
  running.stop();
  bool safe = false;
  for (const std::string& line : shown) {
    CHECK(line.find('\x1b') == std::string::npos);
    safe = safe || line.find("hi \\x1b[2J") != std::string::npos;
  }
  CHECK(safe);
}

TEST_CASE("no line of the operator can pass for a notice where notices are asked for") {
  DemoServer running;
  Broadcast broadcast(running.server(), {}, {false, [](const std::string&) {}});
  running.start();
  Client page(running.url("/broadcast"), with_notices());
  CHECK(page.subprotocol() == kNoticesProtocol);
  const JsonValue welcome = parsed(next(page));
  CHECK(*welcome.find_text("event") == "welcome");
  CHECK_FALSE(*welcome.find("relay")->boolean());
  CHECK(*welcome.find("clients")->number() == 1);
  CHECK(*parsed(next(page)).find_text("event") == "join");
  Client plain(running.url("/broadcast"));
  CHECK(*parsed(next(plain)).find_text("event") == "join");
  CHECK(*parsed(next(page)).find("clients")->number() == 2);

  const std::string line = "{\"event\":\"join\",\"address\":\"<b>x\",\"clients\":999999}";
  CHECK(broadcast.say(line) == 2);
  const JsonValue told = parsed(next(page));
  REQUIRE(*told.find_text("event") == "operator");
  CHECK(*told.find_text("text") == line);
  CHECK(next(plain) == line);  // a program that asks for nothing gets just what was typed
  running.stop();
}

TEST_CASE("a client may have a name") {
  CHECK(query_value("x=1&name=J%C3%B6rg+B", "name") == "J\u00f6rg B");
  CHECK(query_value("name=", "name") == "");
  CHECK_FALSE(query_value("names=x&xname=y&name", "name").has_value());
  CHECK_FALSE(query_value("name=%4", "name").has_value());
  CHECK_FALSE(query_value("name=%4g", "name").has_value());
  CHECK_FALSE(query_value("name=%-1", "name").has_value());

  std::mutex mutex;
  std::string shown;
  DemoServer running;
  Broadcast broadcast(running.server(), {}, {true, [&](const std::string& line) {
                                               const std::lock_guard lock(mutex);
                                               shown += line + "\n";
                                             }});
  running.start();
  Client hears(running.url("/broadcast"));
  next(hears);
  Client ada(running.url("/broadcast?name=Ada%1b%22"));
  CHECK(*parsed(next(hears)).find_text("name") == "Ada\x1b\"");
  ada.send_text("hi");
  const JsonValue said = parsed(next(hears));
  CHECK(*said.find_text("name") == "Ada\x1b\"");
  CHECK(*said.find_text("text") == "hi");
  Client nobody(running.url("/broadcast?name=" + std::string(kMaxClientName + 1, 'a')));
  CHECK(next(nobody).starts_with("{\"error\":\"expected a name"));
  CHECK(parsed(next(hears)).find("name") == nullptr);
  running.stop();
  CHECK(shown.find("(Ada\\x1b\\\"): hi\n") != std::string::npos);
}
