// The console of the echo servers, as people use it who know Postman.
#include "browser/demo_program.hpp"
#include "browser/devtools.hpp"

namespace ws101::testing {
namespace {

constexpr char kConnected[] = "document.getElementById('state').className === 'open'";

std::string has(const std::string& id, const std::string& words) {
  return "document.getElementById('" + id + "').textContent.includes(" + json_quote(words) + ")";
}
std::string value_is(const std::string& id, const std::string& words) {
  return "document.getElementById('" + id + "').value === " + json_quote(words);
}

void key(Page& page, const std::string& id, const std::string& name, bool shift = false) {
  page.evaluate("document.getElementById('" + id + "').dispatchEvent(new KeyboardEvent('keydown', {key: '" +
                name + "', shiftKey: " + (shift ? "true" : "false") + ", cancelable: true, bubbles: true}))");
}

}  // namespace

TEST_CASE("messages of several lines, the last one again, and a message in full", "[browser]") {
  DemoProgram program({}, "wsecho");
  Browser browser;
  Page page = browser.open(program.url("/"));
  REQUIRE(page.becomes(kConnected));
  page.type("text", "one\ntwo");
  key(page, "text", "Enter", true);
  CHECK(page.becomes("document.querySelectorAll('#log .out').length === 0"));  // a break, and nothing is sent
  key(page, "text", "Enter");
  CHECK(page.becomes("document.querySelector('#log .in .what')?.textContent === 'one\\ntwo'"));
  CHECK(page.becomes(value_is("text", "")));
  page.type("text", R"({"a":[1,"<b>"]})");
  key(page, "text", "Enter");
  CHECK(page.becomes("document.querySelectorAll('#log .in').length === 2"));
  key(page, "text", "ArrowUp");
  CHECK(page.becomes(value_is("text", R"({"a":[1,"<b>"]})")));
  key(page, "text", "ArrowUp");
  CHECK(page.becomes(value_is("text", "one\ntwo")));
  key(page, "text", "ArrowDown");
  key(page, "text", "ArrowDown");
  CHECK(page.becomes(value_is("text", "")));

  page.evaluate("document.querySelectorAll('#log .in')[1].click()");
  CHECK(
      page.becomes("document.getElementById('whole').textContent === "
                   "JSON.stringify({a: [1, '<b>']}, null, 2)"));
  CHECK(page.becomes(has("which", "text, 15 bytes")));
  page.click("[data-as=hex]");
  CHECK(page.becomes(
      has("whole", "00000000  7b 22 61 22 3a 5b 31 2c 22 3c 62 3e 22 5d 7d     {\"a\":[1,\"<b>\"]}")));
  page.click("[data-as=text]");
  CHECK(page.becomes("document.getElementById('whole').textContent === '{\"a\":[1,\"<b>\"]}'"));
  CHECK(page.becomes("document.querySelectorAll('#whole b').length === 0"));

  page.type("filter", "ONE");
  CHECK(page.becomes("[...document.querySelectorAll('#log > *')].filter(row => !row.hidden).length === 2"));
  CHECK(page.becomes(has("times", "2 round trips: median ")));
  CHECK(page.becomes(has("times", " ms, p95 ")));
  CHECK(page.becomes("!document.getElementById('curve').hasAttribute('hidden')"));
  CHECK(page.trouble() == "");
}

TEST_CASE("the console goes to the address that people have at hand, and keeps it", "[browser]") {
  DemoProgram first({}, "wsecho");
  DemoProgram second({}, "wsecho");
  Browser browser;
  Page page = browser.open(first.url("/"));
  REQUIRE(page.becomes(kConnected));
  const auto connect_to = [&](const std::string& address) {
    page.type("url", address);
    page.evaluate("document.getElementById('where').requestSubmit()");
  };
  const std::string url = second.url("/", "ws");
  connect_to(url.substr(5, url.size() - 6));  // 127.0.0.1:PORT
  CHECK(page.becomes(std::string(kConnected) + " && link.socket.url === " + json_quote(url)));
  CHECK(page.becomes("new URLSearchParams(location.search).get('url') === " +
                     json_quote(url.substr(0, url.size() - 1))));
  page.navigate(page.text("location.href"));
  CHECK(page.becomes(std::string(kConnected) + " && link.socket.url === " + json_quote(url)));
  connect_to(second.url("/x"));  // http:// is what the address bar has
  CHECK(page.becomes("link.socket.url === " + json_quote(second.url("/x", "ws"))));
  connect_to("");
  CHECK(page.becomes(has("state", "Expected an address, such as ws://")));
  connect_to("ws://[");
  CHECK(page.becomes("document.getElementById('state').className === 'bad'"));
  CHECK(page.becomes("document.getElementById('toggle').textContent === 'Connect'"));
}

TEST_CASE("subprotocols and the words of a goodbye can be chosen, and 1006 is explained", "[browser]") {
  DemoProgram program;
  Browser browser;
  Page page = browser.open(program.url("/echo"));
  REQUIRE(page.becomes(kConnected));
  page.type("url", program.url("/push", "ws"));
  page.type("protocols", "smalltalk, superchat");
  page.evaluate("document.getElementById('where').requestSubmit()");
  CHECK(page.becomes(has("about", "The server chose the subprotocol superchat.")));
  page.type("code", "4242");
  page.type("reason", "see you");
  page.click("#toggle");
  CHECK(page.becomes(has("log", "closing: 4242 see you")));
  CHECK(page.becomes(has("log", "closed: 4242")));
  page.type("code", "1001");
  page.click("#toggle");
  CHECK(page.becomes(kConnected));
  page.click("#toggle");
  CHECK(page.becomes(has("about2", "1000 was sent")));
  CHECK(page.becomes(has("log", "closing: 1000 see you")));
  page.type("url", program.url("/nothing-here", "ws"));
  page.evaluate("document.getElementById('where').requestSubmit()");
  CHECK(page.becomes(has("about", "1006 is no code that was sent")));
  CHECK(page.becomes(has("about", "a path that it does not have")));
}

}  // namespace ws101::testing
