// Every page in a real browser: it loads without a console error, does its job, and outlives a restart of the server.
#include "browser/demo_program.hpp"
#include "browser/devtools.hpp"
#include "browser/inspection.hpp"

namespace ws101::testing {
namespace {

constexpr char kConnected[] = "document.getElementById('state').className === 'open'";
constexpr char kLost[] = "document.getElementById('state').className === 'bad'";

std::string log_has(const std::string& words) {
  return "document.getElementById('log').textContent.includes(" + json_quote(words) + ")";
}

// The server stops, the page says so; the server is back, the page goes on by itself.
void restart(DemoProgram& program, Page& page) {
  program.stop();
  CHECK(page.becomes(kLost));
  CHECK(page.text("document.getElementById('state').textContent").find("Trying again") != std::string::npos);
  program.start_again();
  CHECK(page.becomes(kConnected));
}

}  // namespace

TEST_CASE("the index leads to every demo", "[browser]") {
  DemoProgram program;
  Browser browser;
  Page page = browser.open(program.url("/"));
  CHECK(*page.evaluate("document.querySelectorAll('.demos .go').length").number() == 7);
  CHECK(page.text("document.querySelector('.demos .go').textContent") == "Microscope");
  CHECK(page.text("Promise.all([...document.querySelectorAll('.demos a')].map(async link => {"
                  "  const answer = await fetch(link.href), text = await answer.text(), id = new "
                  "URL(link.href).hash.slice(1);"
                  "  return answer.ok && (id === '' || text.includes(`id=\"${id}\"`)) ? '' : link.href;"
                  "})).then(bad => bad.join(''))") == "");
  const std::string votes = "document.querySelector('[data-demo=vote]').textContent";
  CHECK(page.becomes(votes + " === '0 clients \u00b7 Ada: 0'"));
  {
    Page voter = browser.open(program.url("/vote"));
    CHECK(voter.becomes(kConnected));
    voter.click("#list button");
    CHECK(page.becomes(votes + " === '1 client \u00b7 1 message \u00b7 Ada: 1'"));
  }
  CHECK(inspect(page, "index") == "");
  CHECK(
      page.becomes("fetch('/code/vote.cpp').then(answer => answer.text()).then(text => "
                   "text.includes('++candidates_[number - 1].votes'))"));
  CHECK(page.trouble() == "");
  page.navigate(program.url("/mistakes#vote"));
  CHECK(page.becomes("document.querySelector(':target h2').textContent === 'Vote'"));
  CHECK(page.becomes("document.querySelector('main a[href=\"/code/vote_file.cpp\"]') !== null"));
  CHECK(inspect(page, "mistakes") == "");
  CHECK(page.trouble() == "");
}

TEST_CASE("the echo page sends text and files and tells the time they took", "[browser]") {
  DemoProgram program;
  Browser browser;
  Page page = browser.open(program.url("/echo"));
  REQUIRE(page.becomes(kConnected));
  page.type("text", "héllo 你好 🚀 <b>&amp;</b>");
  page.click("#send");
  CHECK(page.becomes("document.querySelectorAll('#log .in').length === 1"));
  CHECK(page.becomes(log_has("héllo 你好 🚀 <b>&amp;</b>")));
  page.evaluate(
      "{ const files = new DataTransfer(); files.items.add(new File([new Uint8Array(1048576).fill(7)], "
      "'big.bin'));"
      " document.getElementById('file').files = files.files; }");
  page.click("#sendfile");
  CHECK(page.becomes("document.querySelectorAll('#log .in').length === 2"));
  CHECK(page.becomes(log_has("1.0 MiB · ")));
  CHECK(page.becomes("document.getElementById('times').textContent.startsWith('2 round trips')"));
  CHECK(inspect(page, "echo") == "");
  CHECK(page.trouble() == "");
  page.click("#toggle");
  CHECK(page.becomes(log_has("closed: 1000")));
  page.click("#toggle");
  CHECK(page.becomes(kConnected));
  restart(program, page);
}

TEST_CASE("a reply text is sent rather than an echo", "[browser]") {
  DemoProgram program({"--reply", "thank you"});
  Browser browser;
  Page page = browser.open(program.url("/echo"));
  REQUIRE(page.becomes(kConnected));
  page.type("text", "anything");
  page.click("#send");
  CHECK(page.becomes("document.querySelector('#log .in .what')?.textContent === 'thank you'"));
}

TEST_CASE("the processor page draws a chart from the messages", "[browser]") {
  DemoProgram program({"--interval", "50ms"});
  Browser browser;
  Page page = browser.open(program.url("/cpu"));
  REQUIRE(page.becomes(kConnected));
  CHECK(page.becomes("points.length >= 40"));
  CHECK(page.becomes("/^[0-9.]+ %$/.test(document.getElementById('now').textContent)"));
  CHECK(
      page.becomes("document.querySelectorAll('#legend li').length === 1 + (manyCores() ? 0 : "
                   "points.at(-1).cores.length)"));
  CHECK(page.becomes(
      "document.getElementById('chart').getContext('2d').getImageData(0, 0, 600, 300).data.some(x => x)"));
  CHECK(inspect(page, "cpu") == "");
  // A newcomer has the history at once.
  Page second = browser.open(program.url("/cpu"));
  CHECK(second.becomes("points.length >= 40"));
  CHECK(page.trouble() == "");
  restart(program, page);
}

TEST_CASE("the push page shows what the server says and which subprotocol it chose", "[browser]") {
  DemoProgram program({"--interval", "100ms"});
  Browser browser;
  Page page = browser.open(program.url("/push"));
  REQUIRE(page.becomes(kConnected));
  CHECK(page.becomes("document.getElementById('chosen').textContent === 'chat'"));
  CHECK(page.becomes("/^\\d\\d:\\d\\d:\\d\\d$/.test(document.getElementById('clock').textContent)"));
  CHECK(page.becomes("/message [3-9]/.test(document.getElementById('count').textContent)"));
  page.click("#offer input[value=chat]");
  CHECK(page.becomes("document.getElementById('chosen').textContent === 'superchat'"));
  page.click("#offer input[value=superchat]");
  CHECK(page.becomes("document.getElementById('chosen').textContent === 'none'"));
  CHECK(inspect(page, "push") == "");
  CHECK(page.trouble() == "");
  restart(program, page);
}

TEST_CASE("the terminal page is a dry run without a runner", "[browser]") {
  DemoProgram program;
  Browser browser;
  Page page = browser.open(program.url("/terminal"));
  REQUIRE(page.becomes(kConnected));
  CHECK(page.becomes("document.getElementById('runner').textContent === 'dry run'"));
  page.click("#run");
  CHECK(page.becomes("document.getElementById('pane').textContent.match(/dry run/g)?.length === 5"));
  page.type("address", "10.0.0.1-10.0.2.0");
  page.click("#run");
  CHECK(page.becomes("document.getElementById('pane').textContent.includes('expected at most 256 hosts')"));
  CHECK(page.trouble() == "");
  restart(program, page);
}

TEST_CASE("the terminal page shows colours, never markup, and can cancel", "[browser]") {
  DemoProgram program({"--runner", "local"});
  Browser browser;
  Page page = browser.open(program.url("/terminal"));
  REQUIRE(page.becomes(kConnected));
  page.type("address", "127.0.0.1-2,localhost,10.1.1.1");
  page.type(
      "command",
      R"(printf '\033[1;31mred <img src=x onerror=alert(1)>\033[0m plain\033[2J\033]0;title\007\n\033[32mgreen\033[0m 你好\n')");
  page.click("#run");
  CHECK(page.becomes("document.querySelectorAll('#pane span[style*=bold]').length === 3"));
  CHECK(page.becomes("document.getElementById('pane').textContent.includes('plain\\ngreen 你好')"));
  CHECK(page.becomes("document.querySelectorAll('#pane img').length === 0"));
  CHECK(page.becomes("document.getElementById('pane').textContent.includes('loopback addresses only')"));
  CHECK(page.becomes("!document.getElementById('run').disabled"));
  page.type("address", "127.0.0.1-3");
  page.type("command", "ls --color=always -la /etc/init.d");
  page.click("#run");
  CHECK(page.becomes("!document.getElementById('run').disabled"));
  CHECK(inspect(page, "terminal") == "");
  page.type("address", "127.0.0.1-20");
  page.type("command", "sleep 1000");
  page.click("#run");
  CHECK(page.becomes("!document.getElementById('cancel').disabled"));
  page.click("#cancel");
  CHECK(page.becomes("document.getElementById('pane').textContent.match(/cancelled/g)?.length === 20"));
  CHECK(page.trouble() == "");
}

TEST_CASE("a keyboard is enough", "[browser]") {
  DemoProgram program({"--runner", "local", "Tea", "Coffee"});
  Browser browser;
  Page page = browser.open(program.url("/push"));
  REQUIRE(page.becomes(kConnected));
  page.press("Tab");  // the first stop leads past the navigation
  CHECK(page.text("document.activeElement.textContent") == "Skip to the demo");
  CHECK(page.becomes("document.activeElement.getBoundingClientRect().left >= 0"));
  page.press("Enter");

  page.navigate(program.url("/echo"));
  REQUIRE(page.becomes(kConnected));
  CHECK(page.becomes("document.activeElement.id === 'text'"));  // where everybody wants to write
  page.type_there("by hand");
  page.press("Enter");
  CHECK(page.becomes("document.querySelector('#log .in .what')?.textContent === 'by hand'"));

  page.navigate(program.url("/vote"));
  REQUIRE(page.becomes(kConnected));
  REQUIRE(page.tab_to("[data-cid='2'] button"));
  page.press(" ");
  CHECK(page.becomes("document.querySelector('[data-cid=\"2\"] output').textContent === '1'"));

  page.navigate(program.url("/terminal"));
  REQUIRE(page.becomes(kConnected));
  REQUIRE(page.tab_to("#command"));
  page.type_there("echo by hand");
  page.press("Enter");
  CHECK(page.becomes("document.getElementById('pane').textContent.includes('\\nby hand\\n')"));

  page.navigate(program.url("/microscope"));
  REQUIRE(page.becomes("document.getElementById('specimen').textContent === 'specimen: open'"));
  REQUIRE(page.tab_to("[data-send=fragmented]"));
  page.press("Enter");
  REQUIRE(page.becomes("document.querySelectorAll('#frames button.out').length >= 1"));
  REQUIRE(page.tab_to("#frames button.out"));
  page.press(" ");
  CHECK(page.becomes("document.activeElement.getAttribute('aria-pressed') === 'true'"));
  CHECK(page.trouble() == "");
}

TEST_CASE("wsecho's page echoes text and a file of 1 MiB and closes with 1000", "[browser]") {
  DemoProgram program({}, "wsecho");
  Browser browser;
  Page page = browser.open(program.url("/"));
  REQUIRE(page.becomes(kConnected));  // by itself
  page.type("text", "你好, 世界 🎉");
  page.click("#send");
  CHECK(page.becomes("document.querySelector('#log .in .what')?.textContent === '你好, 世界 🎉'"));
  page.evaluate(
      "{ const files = new DataTransfer(); files.items.add(new File([crypto.getRandomValues(new "
      "Uint8Array(65536)), "
      "new Uint8Array(983040)], 'big.bin')); document.getElementById('file').files = files.files; }");
  page.click("#sendfile");
  CHECK(page.becomes("document.querySelectorAll('#log .in').length === 2 && " + log_has("1.0 MiB · ")));
  CHECK(inspect(page, "wsecho") == "");
  CHECK(page.trouble() == "");
  page.click("#toggle");
  CHECK(page.becomes(log_has("closed: 1000")));
  page.click("#toggle");
  REQUIRE(page.becomes(kConnected));
  restart(program, page);
  CHECK(page.becomes(log_has("closed: 1001")));
}

}  // namespace ws101::testing
