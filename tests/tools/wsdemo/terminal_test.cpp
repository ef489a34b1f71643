#include "wsdemo/terminal.hpp"

#include "tools/wsdemo/running_server.hpp"

using namespace ws101;
using namespace ws101::demos;
using namespace ws101::testing;
using namespace std::chrono_literals;

namespace {

// A running server with the terminal, whose commands run on this machine.
struct TerminalServer : DemoServer {
  TerminalServer(std::chrono::milliseconds time_limit, std::size_t at_once)
      : terminal(server(), {}, Runner("local", time_limit), at_once) {
    start();
  }
  Terminal terminal;
};

}  // namespace

TEST_CASE("the terminal answers once for each host, and bad requests with what was expected") {
  TerminalServer running(20s, 4);
  Client client(running.url("/terminal"));
  for (const char* bad :
       {"", "uptime", "[]", "{}", "{\"address\":\"127.0.0.1\"}", "{\"address\":1,\"command\":\"x\"}",
        "{\"address\":\"127.0.0.1\",\"command\":\"\"}", "{\"address\":\"-x\",\"command\":\"x\"}",
        "{\"address\":\"10.0.0.0-10.0.1.0\",\"command\":\"x\"}"}) {
    INFO(bad);
    client.send_text(bad);
    CHECK(next(client).starts_with("{\"error\":\"expected"));
  }
  client.send_text(R"({"address":"127.0.0.1-5,10.9.9.9","command":"echo hello"})");
  int ok = 0;
  for (int answered = 1; answered <= 6; ++answered) {
    const JsonValue answer = parsed(next(client));
    CHECK(*answer.find("answered")->number() == answered);
    CHECK(*answer.find("of")->number() == 6);
    if (*answer.find_text("status") == "ok") {
      ++ok;
      CHECK(*answer.find("code")->number() == 0);
      CHECK(*answer.find_text("output") == "hello\n");
    } else {
      CHECK(*answer.find_text("addr") == "10.9.9.9");
    }
  }
  CHECK(ok == 5);
  running.stop();
}

TEST_CASE("a batch can be cancelled, one client has one at a time, and who leaves takes his along") {
  TerminalServer running(1000s, 2);
  Client client(running.url("/terminal"));
  client.send_text(R"({"address":"127.0.0.1-40","command":"sleep 1000"})");
  client.send_text(R"({"address":"127.0.0.1","command":"sleep 1000"})");
  CHECK(next(client).starts_with("{\"error\":\"expected the end of the last command"));
  client.send_text(R"({"cancel":true})");
  for (int i = 0; i < 40; ++i) CHECK(*parsed(next(client)).find_text("status") == "cancelled");
  client.send_text(R"({"address":"127.0.0.1-40","command":"sleep 1000"})");
  client.abort();
  Client other(running.url("/terminal"));
  other.send_text(R"({"address":"127.0.0.1","command":"true"})");
  CHECK(*parsed(next(other)).find_text("status") == "ok");  // the two workers are free again
  other.send_text(R"({"address":"127.0.0.1-9","command":"sleep 1000"})");
  running.stop();
}

TEST_CASE("a page that asks for notices is greeted, and told how many hosts have to wait") {
  TerminalServer running(1000s, 2);
  Client client(running.url("/terminal"), with_notices());
  CHECK(next(client) == "{\"runner\":\"local\"}");
  client.send_text(R"({"address":"127.0.0.1-2","command":"sleep 1000"})");
  Client other(running.url("/terminal"), with_notices());
  CHECK(next(other) == "{\"runner\":\"local\"}");
  // The client's batch has to be there first: it is refused a second one.
  client.send_text(R"({"address":"127.0.0.1","command":"true"})");
  CHECK(next(client).starts_with("{\"error\":"));
  other.send_text(R"({"address":"127.0.0.1-3","command":"true"})");
  CHECK(next(other) == "{\"queued\":3}");
  client.send_text(R"({"cancel":true})");
  for (int i = 0; i < 3; ++i) CHECK(*parsed(next(other)).find_text("status") == "ok");
  running.stop();
}

TEST_CASE("one client's many hosts do not keep another waiting") {
  TerminalServer running(1000s, 1);
  Client greedy(running.url("/terminal"));
  greedy.send_text(R"({"address":"127.0.0.1-200","command":"sleep 0.3"})");
  next(greedy);  // its batch is there
  Client other(running.url("/terminal"));
  other.send_text(R"({"address":"127.0.0.1","command":"echo hi"})");
  CHECK(*parsed(next(other)).find_text("output") == "hi\n");
  greedy.send_text(R"({"cancel":true})");
  int cancelled = 0;
  for (int i = 1; i < 200; ++i) cancelled += *parsed(next(greedy)).find_text("status") == "cancelled" ? 1 : 0;
  CHECK(cancelled > 150);  // 200 sleeps would have come first
  running.stop();
}
