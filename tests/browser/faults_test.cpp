// What went wrong in the pages once, with people and attackers before them.
#include <thread>

#include "browser/demo_program.hpp"
#include "browser/devtools.hpp"
#include "server/server.hpp"

namespace ws101::testing {
namespace {

constexpr char kConnected[] = "document.getElementById('state').className === 'open'";

std::string has(const std::string& id, const std::string& words) {
  return "document.getElementById('" + id + "').textContent.includes(" + json_quote(words) + ")";
}

// Ends the page's connection as a server would, and waits until the page has come back.
void lose_connection(Page& page) {
  page.evaluate("{ const old = link.socket; old.close(4000); window.waiting = () => link.socket !== old; }");
  CHECK(page.becomes("waiting()"));
  CHECK(page.becomes(kConnected));
}

}  // namespace

TEST_CASE("a page tries again less and less often until a message comes, and can be told to stop",
          "[browser]") {
  DemoProgram program;
  Browser browser;
  Page page = browser.open(program.url("/echo"));
  REQUIRE(page.becomes(kConnected));
  lose_connection(page);
  lose_connection(page);
  // Being let in is no success: whoever is sent away at once was let in, too.
  CHECK(page.becomes("link.pause === 2000"));
  page.type("text", "x");
  page.click("#send");
  CHECK(page.becomes("link.pause === 500"));
  program.stop();
  CHECK(page.becomes("document.getElementById('toggle').textContent === 'Stop trying'"));
  page.click("#toggle");
  CHECK(page.becomes("document.getElementById('state').textContent.startsWith('disconnected')"));
  program.start_again();
  page.click("#toggle");
  CHECK(page.becomes(kConnected));
}

TEST_CASE("a page that is sent away says why, and stays away", "[browser]") {
  DemoProgram program;
  Browser browser;
  Page page = browser.open(program.url("/terminal"));
  REQUIRE(page.becomes(kConnected));
  page.evaluate("link.socket.onclose(new CloseEvent('close', {code: 1008, reason: 'come by localhost'}))");
  CHECK(page.text("document.getElementById('state').textContent") ==
        "The server sent this page away: come by localhost.");
  CHECK(page.text("document.getElementById('toggle').textContent") == "Connect");
  CHECK(page.becomes("link.stopped"));
}

TEST_CASE("a page left open over a restart does not vote for somebody else", "[browser]") {
  DemoProgram program({"Tea", "Coffee"});
  Browser browser;
  Page page = browser.open(program.url("/vote"));
  REQUIRE(page.becomes(kConnected));
  page.click("[data-cid='1'] button");
  CHECK(page.becomes(has("mine", "You voted for Tea.")));
  program.stop();
  program.start_again({"Water", "Tea & <i>", "Milk"});
  CHECK(page.becomes("names().join() === 'Water,Tea & <i>,Milk'"));
  CHECK(page.becomes("!document.querySelector('[data-cid=\"2\"] button').disabled"));
  CHECK(page.text("document.getElementById('mine').textContent").empty());
  page.click("[data-cid='2'] button");
  CHECK(page.becomes("document.querySelector('[data-cid=\"2\"] output').textContent === '1'"));
  CHECK(page.becomes(has("mine", "You voted for Tea & <i>.")));
  CHECK(page.trouble().find("rror:") == std::string::npos);
}

TEST_CASE("no other page can put one of ours into a frame, and none runs a script that is not its own",
          "[browser]") {
  DemoProgram program({"--runner", "local"});
  DemoProgram echo({}, "wsecho");
  Server foreign;
  foreign.page("/", [&](const Request& request) {
    return PageContent{"<iframe src='" + std::string(request.query) + "'></iframe>"};
  });
  foreign.listen("127.0.0.1", 0);
  std::thread thread([&] { foreign.run(); });
  {
    Browser browser;
    for (const std::string& url : {program.url("/"), program.url("/echo"), program.url("/terminal"),
                                   program.url("/vote"), program.url("/microscope"), echo.url("/")}) {
      INFO(url);
      Page page = browser.open("http://" + foreign.address().text() + "/?" + url);
      CHECK(page.becomes("document.readyState === 'complete'"));
      CHECK(page.trouble().find("frame-ancestors 'none'") != std::string::npos);

      Page own = browser.open(url);
      CHECK(own.text("fetch('').then(answer => answer.headers.get('referrer-policy') + ' ' + "
                     "answer.headers.get('cross-origin-resource-policy') + ' ' + "
                     "answer.headers.get('x-content-type-options'))") == "no-referrer same-origin nosniff");
      CHECK(own.trouble() == "");
      own.evaluate(
          "window.ran = []; addEventListener('securitypolicyviolation', event => ran.push('refused'));"
          "{ const box = document.createElement('div'); document.body.append(box);"
          "  box.innerHTML = '<img src=\"data:,\" onerror=\"ran.push(1)\">'; }"
          "{ const script = document.createElement('script'); script.textContent = 'ran.push(2)';"
          "  document.body.append(script); }");
      CHECK(own.becomes("ran.length >= 2 && ran.every(what => what === 'refused')"));
    }
  }
  foreign.stop();
  thread.join();
}

TEST_CASE("what was heard last looks old while a page is not connected", "[browser]") {
  DemoProgram program({"--interval", "50ms", "--runner", "local"});
  Browser browser;
  Page push = browser.open(program.url("/push"));
  Page cpu = browser.open(program.url("/cpu"));
  Page terminal = browser.open(program.url("/terminal"));
  REQUIRE(push.becomes(has("count", "message 3")));
  REQUIRE(cpu.becomes("points.length > 2"));
  REQUIRE(terminal.becomes(kConnected));
  terminal.type("address", "127.0.0.1-9");
  terminal.type("command", "sleep 1000");
  terminal.click("#run");
  CHECK(terminal.becomes(has("count", "1 wait for a free worker")));
  program.stop();
  CHECK(push.becomes("getComputedStyle(document.getElementById('clock')).opacity < 1"));
  CHECK(push.becomes(has("count", "not connected")));
  CHECK(cpu.becomes("getComputedStyle(document.getElementById('now')).opacity < 1"));
  CHECK(cpu.becomes(has("when", "the last that was heard")));
  CHECK(cpu.becomes("points.length > 2"));
  CHECK(terminal.becomes(has("pane", "The connection was lost.")));
  CHECK(terminal.becomes(has("pane", "will not answer any more")));
}

TEST_CASE("a line of the operator that looks like a notice is shown as it was typed", "[browser]") {
  DemoProgram program;
  Browser browser;
  Page page = browser.open(program.url("/broadcast"));
  REQUIRE(page.becomes(has("hears", "Only the operator hears you")));
  const std::string line = R"({"event":"join","address":"<b>x","clients":999999})";
  program.process().write_line(line);
  CHECK(page.becomes("document.getElementById('line').textContent === " + json_quote(line)));
  program.process().write_line(R"({"error":"x"})");
  CHECK(page.becomes(has("line", R"({"error":"x"})")));
  CHECK(page.becomes("document.querySelectorAll('#log .bad').length === 0"));
  CHECK(page.becomes("!" + has("here", "999999")));

  // 2100 letters, 4200 bytes: refused before it is taken from the field.
  page.evaluate("document.getElementById('text').value = 'ü'.repeat(2100)");
  page.click("#send");
  CHECK(page.becomes(has("complaint", "at most 4000 bytes; this one has 4200")));
  CHECK(page.becomes("document.getElementById('text').value.length === 2100"));
  page.type("name", "Jörg <b>");
  page.evaluate("document.getElementById('name').dispatchEvent(new Event('change'))");
  CHECK(program.process().wait_line("(Jörg <b>) joined"));
  CHECK(page.becomes(has("log", "Jörg <b> (127.0.0.1:")));
}

TEST_CASE("the processor page tells cores apart, as lines or as rows", "[browser]") {
  DemoProgram program({"--interval", "1000s"});
  Browser browser;
  Page page = browser.open(program.url("/cpu"));
  REQUIRE(page.becomes(kConnected));
  const auto pretend = [&](int cores) {
    page.evaluate("link.socket.onmessage({data: JSON.stringify({response: ['12:00:00', 50], cores: Array(" +
                  std::to_string(cores) + ").fill(40)})})");
  };
  pretend(7);
  CHECK(page.becomes("document.querySelectorAll('#legend li').length === 8"));
  CHECK(
      page.becomes("new Set([...document.querySelectorAll('#legend i')].map(i => "
                   "i.style.background)).size === 8"));
  pretend(64);
  CHECK(page.becomes("document.querySelectorAll('#legend li').length === 1"));
  CHECK(page.becomes("manyCores()"));
  CHECK(page.trouble() == "");
}

}  // namespace ws101::testing
