// Many clients at once: two tabs of a browser and two node programs hear and count the same.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "browser/demo_program.hpp"
#include "browser/devtools.hpp"
#include "browser/inspection.hpp"

namespace ws101::testing {
namespace {

constexpr char kConnected[] = "document.getElementById('state').className === 'open'";
constexpr char kStopped[] = "The server has stopped. Trying again";

std::string log_has(const std::string& words) {
  return "document.getElementById('log').textContent.includes(" + json_quote(words) + ")";
}

// A client of another make: node's `ws`. The variable says where it is installed; without it, a client of our own kind
// takes the place, and tests/browser/run says so.
std::unique_ptr<Process> node_client(const std::string& url) {
  const char* const modules = std::getenv("WS101_NODE_MODULES");
  if (modules == nullptr || *modules == '\0') {
    WARN("no node with the package ws: the part with node clients was left out");
    return nullptr;
  }
  auto client = std::make_unique<Process>(std::vector<std::string>{
      "node", std::string(WS101_TEST_DATA) + "/browser/node_client.cjs", std::string(modules) + "/ws", url});
  CHECK(client->wait_line("open").has_value());
  return client;
}

}  // namespace

TEST_CASE("two tabs and two node clients hear the operator and each other", "[browser]") {
  DemoProgram program({"--relay"});
  Browser browser;
  Page first = browser.open(program.url("/broadcast"));
  REQUIRE(first.becomes(kConnected));
  Page second = browser.open(program.url("/broadcast"));
  REQUIRE(second.becomes(kConnected));
  CHECK(first.becomes(log_has("joined, 2 here")));
  const auto third = node_client(program.url("/broadcast", "ws"));
  const auto fourth = node_client(program.url("/broadcast", "ws"));

  program.process().write_line("Dinner is ready: 晚饭好了 🍜");
  CHECK(first.becomes(log_has("Dinner is ready: 晚饭好了 🍜")));
  CHECK(second.becomes(log_has("Dinner is ready: 晚饭好了 🍜")));
  if (third) CHECK(third->wait_line("Dinner is ready: 晚饭好了 🍜"));
  if (fourth) CHECK(fourth->wait_line("Dinner is ready: 晚饭好了 🍜"));

  second.type("text", "coming");
  second.click("#send");
  CHECK(program.process().wait_line(": coming"));
  CHECK(first.becomes(log_has(": coming")));
  if (third) CHECK(third->wait_line("\"text\":\"coming\""));
  if (third) {
    third->write_line("me too");
    CHECK(first.becomes(log_has(": me too")));
    if (fourth) CHECK(fourth->wait_line("me too"));
    CHECK(fourth->stop(SIGKILL) == -SIGKILL);  // one client's end, and a rude one, disturbs nobody
    CHECK(first.becomes(log_has("left, 3 here")));
  }
  program.process().write_line("still here?");
  CHECK(first.becomes(log_has("still here?")));
  CHECK(second.becomes(log_has("still here?")));
  CHECK(inspect(first, "broadcast") == "");
  CHECK(first.trouble() == "");

  first.keep_texts("state");
  program.stop();
  CHECK(first.has_shown("state", kStopped));
  program.start_again();
  CHECK(first.becomes(kConnected));
  CHECK(second.becomes(kConnected));
}

TEST_CASE("two tabs and two node clients count the same votes", "[browser]") {
  DemoProgram program({"Tea", "Coffee & <b>milk</b>"});
  Browser browser;
  Page first = browser.open(program.url("/vote"));
  Page second = browser.open(program.url("/vote"));
  REQUIRE(first.becomes(kConnected));
  REQUIRE(second.becomes(kConnected));
  const auto third = node_client(program.url("/vote", "ws"));
  const auto fourth = node_client(program.url("/vote", "ws"));
  first.evaluate("for (let i = 0; i < 50; ++i) document.querySelector('[data-cid=\"1\"] button').click()");
  second.evaluate("for (let i = 0; i < 30; ++i) document.querySelector('[data-cid=\"2\"] button').click()");
  int tea = 50;
  if (third && fourth) {
    for (int i = 0; i < 25; ++i) {
      third->write_line("1");
      fourth->write_line("1");
    }
    tea += 50;
    CHECK(third->wait_line("{\"cid\":\"1\",\"count\":100}"));
    CHECK(fourth->wait_line("{\"cid\":\"1\",\"count\":100}"));
  }
  const std::string shown = "[...document.querySelectorAll('output')].map(o => o.textContent).join() === '" +
                            std::to_string(tea) + ",30'";
  CHECK(first.becomes(shown));
  CHECK(second.becomes(shown));
  // Counts are rendered into the page when it loads, before any script runs.
  CHECK(first.becomes(
      "fetch('/vote').then(answer => answer.text()).then(text => text.includes('<output>30</output>'))"));
  CHECK(first.becomes("document.querySelectorAll('#list b').length === 0"));
  CHECK(inspect(first, "vote") == "");
  CHECK(first.trouble() == "");
  first.keep_texts("state");
  program.stop();
  CHECK(first.has_shown("state", kStopped));
  CHECK(first.becomes("document.querySelector('#list button').disabled"));
  program.start_again();
  CHECK(first.becomes(kConnected));
  CHECK(first.becomes("[...document.querySelectorAll('output')].map(o => o.textContent).join() === '0,0'"));
}

TEST_CASE("votes outlive the program, even when it is killed", "[browser]") {
  std::string folder = (std::filesystem::temp_directory_path() / "ws101-votes-XXXXXX").string();
  REQUIRE(::mkdtemp(folder.data()) != nullptr);
  const std::string file = folder + "/votes.json";
  DemoProgram program({"--state", file, "Tea", "Coffee"});
  Browser browser;
  Page page = browser.open(program.url("/vote"));
  REQUIRE(page.becomes(kConnected));
  const auto vote = [&](int count) {
    page.evaluate("for (let i = 0; i < " + std::to_string(count) +
                  "; ++i) document.querySelector('[data-cid=\"2\"] button').click()");
  };
  const auto shows = [&](int count) {
    return page.becomes("document.querySelector('[data-cid=\"2\"] output').textContent === '" +
                        std::to_string(count) + "'");
  };
  vote(20);
  CHECK(shows(20));
  page.keep_texts("state");
  program.stop();
  CHECK(page.has_shown("state", kStopped));
  program.start_again();
  CHECK(page.becomes(kConnected));
  CHECK(shows(20));

  // Killed, it has no moment left: what stands in the file is what was brought there while it ran.
  vote(5);
  const auto stands_in_file = [&] {
    std::ifstream in(file);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    return text == "{\n \"Tea\": 0,\n \"Coffee\": 25\n}\n";
  };
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (!stands_in_file() && std::chrono::steady_clock::now() < until) std::this_thread::yield();
  CHECK(stands_in_file());
  CHECK(program.process().stop(SIGKILL) == -SIGKILL);
  CHECK(page.becomes("document.getElementById('state').textContent.includes('Trying again')"));
  std::ofstream(file + ".new") << "half a fi";  // what a kill in the middle of writing leaves
  program.start_again();
  CHECK(page.becomes(kConnected));
  CHECK(shows(25));
  vote(1);
  CHECK(shows(26));
  CHECK(page.trouble() == "");
  program.stop();
  std::filesystem::remove_all(folder);
}

}  // namespace ws101::testing
