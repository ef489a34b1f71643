// The numbers on the first page: who is where, what was sent, and the last value of a demo.
#include "wsdemo/index.hpp"

#include "json/quote.hpp"
#include "tools/wsdemo/running_server.hpp"
#include "wsdemo/cpu.hpp"
#include "wsdemo/echo.hpp"
#include "wsdemo/microscope.hpp"
#include "wsdemo/vote.hpp"

using namespace ws101;
using namespace ws101::demos;
using namespace ws101::testing;
using namespace std::chrono_literals;

namespace {

struct Demos {
  Demos() {
    add_echo(running.server(), access, std::nullopt);
    running.start();
  }

  DemoServer running;
  Numbers numbers;
  Access access{{}, {}, std::nullopt, &numbers};
  Vote vote{running.server(), access, {"Ada", "Grace \"x\""}, ""};
  Cpu cpu{running.server(), access, 10ms};
  Microscope microscope{running.server(), access};
  Index index{running.server(), access, numbers, 10ms};
};

std::string of(const std::string& demo, int clients, int messages, const std::string& value) {
  return "\"" + demo + "\":{\"clients\":" + std::to_string(clients) +
         ",\"messages\":" + std::to_string(messages) + ",\"value\":" + json_quote(value) + "}";
}

}  // namespace

TEST_CASE("whoever opens the first page gets the numbers, and their changes") {
  Demos demos;
  Client page(demos.running.url("/"));
  const std::string at_first = next(page);
  CHECK(std::holds_alternative<JsonValue>(parse_json(at_first)));
  CHECK(at_first == "{" + of("cpu", 0, 0, "") + "," + of("echo", 0, 0, "") + "," +
                        of("microscope", 0, 0, "") + "," + of("vote", 0, 0, "Ada: 0") + "}");

  std::optional<Client> voter(demos.running.url("/vote"));
  next_with(page, of("vote", 1, 0, "Ada: 0"));
  for (int i = 0; i < 3; ++i) voter->send_text("2");
  next_with(page, of("vote", 1, 3, "Grace \"x\": 3"));
  voter->close();
  while (voter->next(kPatience)) {
  }
  voter.reset();
  next_with(page, of("vote", 0, 3, "Grace \"x\": 3"));

  Client echo(demos.running.url("/echo"));
  echo.send_binary(bytes_of("12345"));
  next_with(page, of("echo", 1, 1, ""));
  const Client specimen(demos.running.url("/microscope?slide=none"));
  next_with(page, "\"microscope\":{\"clients\":");
  page.send_text("more");
  next_with(page, "\"error\"");
  demos.running.stop();
}

TEST_CASE("what is counted is told once, however often one looks") {
  Demos demos;
  Client page(demos.running.url("/"));
  const std::string at_first = next(page);
  // The ticker's first look tells it to all; after that nothing has changed.
  std::size_t more = 0;
  while (const auto message = page.receive(300ms)) more += message->payload == at_first ? 1U : 100U;
  CHECK(more <= 1);
  demos.running.stop();
}

TEST_CASE("the numbers are for the server's own page", "[rfc6455-10.2]") {
  Demos demos;
  ClientOptions foreign;
  foreign.origin = "http://evil.example";
  CHECK_THROWS_AS(Client(demos.running.url("/"), foreign), ClientError);
  demos.running.stop();
}
