// The demos on a server, asked by clients of this process.
#include <condition_variable>

#include "tools/wsdemo/running_server.hpp"
#include "wsdemo/access.hpp"
#include "wsdemo/broadcast.hpp"
#include "wsdemo/cpu.hpp"
#include "wsdemo/echo.hpp"
#include "wsdemo/microscope.hpp"
#include "wsdemo/page.hpp"
#include "wsdemo/push.hpp"
#include "wsdemo/terminal.hpp"
#include "wsdemo/vote.hpp"

using namespace ws101;
using namespace ws101::demos;
using namespace ws101::testing;
using namespace std::chrono_literals;

namespace {

int status_for(const std::string& url, const std::string& origin) {
  ClientOptions options;
  options.origin = origin;
  try {
    const Client client(url, options);
    return 101;
  } catch (const ClientError& error) {
    return error.status();
  }
}

}  // namespace

TEST_CASE("a foreign page is refused, the own page and programs are let in", "[rfc6455-10.2]") {
  DemoServer running;
  const Access access{{"chrome-extension://abc"}};
  add_echo(running.server(), access, std::nullopt);
  Broadcast broadcast(running.server(), access, {false, [](const std::string&) {}});
  Push push(running.server(), access, 1s);
  Cpu cpu(running.server(), access, 1s);
  Terminal terminal(running.server(), access, Runner(""));
  Microscope microscope(running.server(), access);
  running.start();
  const std::string own = "http://" + running.server().address().text();
  for (const char* path :
       {"/echo", "/broadcast", "/push", "/cpu", "/terminal", "/microscope", "/microscope/eyepiece"}) {
    INFO(path);
    CHECK(status_for(running.url(path), "http://evil.example") == 403);
    CHECK(status_for(running.url(path), "null") == 403);
    CHECK(status_for(running.url(path), own) == 101);
    CHECK(status_for(running.url(path), "chrome-extension://abc") == 101);
    CHECK(status_for(running.url(path), "") == 101);
  }
  running.stop();
}

TEST_CASE("a demo takes no message longer than it could need", "[rfc6455-10.4]") {
  DemoServer running;
  add_echo(running.server(), {}, std::nullopt);
  Broadcast broadcast(running.server(), {}, {false, [](const std::string&) {}});
  Push push(running.server(), {}, 1h);
  Cpu cpu(running.server(), {}, 1h);
  Vote vote(running.server(), {}, {"a"}, "");
  Terminal terminal(running.server(), {}, Runner(""));
  Microscope microscope(running.server(), {});
  running.start();
  const std::string long_text(kMaxDemoMessage + 1, ' ');
  for (const char* path : {"/broadcast", "/push", "/cpu", "/vote", "/terminal", "/microscope/eyepiece"}) {
    INFO(path);
    Client client(running.url(path));
    client.send_text(long_text);
    while (client.receive(kPatience)) {  // what it is told unasked
    }
    REQUIRE(client.ending().has_value());
    CHECK(client.ending()->code == CloseCode::MessageTooBig);
  }
  for (const char* path : {"/echo", "/microscope"}) {
    INFO(path);
    Client client(running.url(path));
    client.send_text(long_text);
    CHECK(next(client) == long_text);
  }
  running.stop();
}

TEST_CASE("the demos compress with whoever offers it, the microscope where it says so", "[rfc7692-5]") {
  DemoServer running;
  add_echo(running.server(), {}, std::nullopt);
  Microscope microscope(running.server(), {});
  running.start();
  ClientOptions options;
  options.deflate = kSmallDeflate;
  const auto compressed = [&](const char* path) {
    return Client(running.url(path), options).deflate().has_value();
  };
  CHECK(compressed("/echo"));
  CHECK(compressed("/microscope/deflate"));
  CHECK_FALSE(compressed("/microscope"));
  running.stop();
}

TEST_CASE("a name that anyone could point here is not this server's", "[rfc6455-10.2]") {
  CHECK(Access{}.endpoint().hosts == std::vector<std::string>{"localhost"});
  const Access access{{"https://demo.example:8443", "chrome-extension://abc"}, {"laptop"}};
  CHECK(access.endpoint().hosts == std::vector<std::string>{"localhost", "demo.example", "laptop"});
}

TEST_CASE("text is safe in a page") {
  const std::string page = render_page({"/", "T & T", "", "", "[{{values}}]", ""}, "{{values}}").body;
  CHECK(page.find("[{{values}}]") != std::string::npos);
  CHECK(page.find("T &amp; T") != std::string::npos);
}

TEST_CASE("a page runs only the script that came with it, and nowhere but in a window of its own") {
  const PageContent page = render_page({"/x", "X", "", "", "", "go();"});
  const std::string policy(page.fields.value("Content-Security-Policy"));
  CHECK(policy.starts_with("default-src 'none'; script-src 'nonce-"));
  CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
  CHECK(policy.find("connect-src 'self'; ") != std::string::npos);
  const std::size_t begin = policy.find("nonce-") + 6;
  const std::string nonce = policy.substr(begin, policy.find('\'', begin) - begin);
  CHECK(nonce.size() == 24);  // 128 bits in base64
  CHECK(page.body.find("<script nonce=\"" + nonce + "\">") != std::string::npos);
  CHECK(page.body.find("<style nonce=\"" + nonce + "\">") != std::string::npos);
  CHECK(page.fields.value("Referrer-Policy") == "no-referrer");
  CHECK(page.fields.value("Cross-Origin-Resource-Policy") == "same-origin");
  CHECK(render_page({"/x", "X", "", "", "", "go();"}).body.find(nonce) == std::string::npos);
}

TEST_CASE("echo answers with the message, or with the text chosen at start") {
  DemoServer running;
  add_echo(running.server(), {}, "no");
  running.start();
  Client client(running.url("/echo"));
  client.send_binary(bytes_of("x"));
  CHECK(next(client) == "no");
  running.stop();
}

TEST_CASE("the server speaks first, in the subprotocol that was negotiated") {
  DemoServer running;
  Push push(running.server(), {}, 20ms);
  running.start();
  ClientOptions options;
  options.subprotocols = {"smalltalk", "superchat"};
  Client client(running.url("/push"), options);
  CHECK(client.subprotocol() == "superchat");
  CHECK(next(client) == "{\"subprotocol\":\"superchat\"}");
  for (int count = 1; count <= 4; ++count) CHECK(*parsed(next(client)).find("count")->number() == count);
  client.send_text("?");
  next_with(client, "{\"error\":");
  Client plain(running.url("/push"));
  CHECK(next(plain) == "{\"subprotocol\":null}");
  running.stop();
}

TEST_CASE("processor load is sampled only while somebody looks, and a newcomer has the history") {
  DemoServer running;
  std::atomic<std::uint64_t> reads = 0;
  Cpu cpu(running.server(), {}, 20ms, [&] {
    const std::uint64_t n = ++reads;
    return std::optional(ProcessorTimes{{n, 4 * n}, {{n, 4 * n}, {n, 2 * n}}});
  });
  running.start();
  CHECK(reads == 0);
  {
    Client client(running.url("/cpu"));
    const JsonValue point = parsed(next(client));
    CHECK(*point.find("response")->array()->at(1).number() == 25);
    CHECK(point.find("response")->array()->at(0).text()->size() == 8);
    CHECK(*point.find("cores")->array()->at(1).number() == 50);
    for (std::size_t i = 0; i < kCpuHistory + 5; ++i) next(client);
    client.close();
    while (client.receive(kPatience)) {
    }
  }
  Client late(running.url("/cpu"));
  for (std::size_t i = 0; i < kCpuHistory; ++i) CHECK(next(late).starts_with("{\"response\":["));
  running.stop();
}
