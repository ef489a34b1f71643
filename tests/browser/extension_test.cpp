// The extension of tools/wsdemo/extension, loaded into a real browser, with wsdemo's /broadcast as its server.
#include <filesystem>

#include "browser/demo_program.hpp"
#include "browser/devtools.hpp"
#include "browser/inspection.hpp"

namespace ws101::testing {
namespace {

// What the key in the manifest makes of it: the same on every machine.
constexpr char kOrigin[] = "chrome-extension://nfhlciceohehedljemcbfohpahbopkpc";

std::vector<std::string> with_the_extension() {
  const std::string folder =
      std::filesystem::weakly_canonical(std::string(WS101_TEST_DATA) + "/../tools/wsdemo/extension").string();
  return {"--load-extension=" + folder, "--disable-extensions-except=" + folder,
          // Without this, browsers of late take no extension from the command line.
          "--disable-features=DisableLoadExtensionCommandLineSwitch"};
}

std::string state_is(const std::string& name) {
  return "document.getElementById('state').className === " + json_quote(name);
}

std::string log_has(const std::string& words) {
  return "document.getElementById('log').textContent.includes(" + json_quote(words) + ")";
}

void connect_to(Page& popup, const std::string& address) {
  popup.type("address", address);
  popup.click("#connect");
}

}  // namespace

TEST_CASE("the extension hears the operator, answers, comes back after a restart, and closes with 1000",
          "[browser]") {
  DemoProgram program({"--origin", kOrigin});
  Browser browser(with_the_extension());
  auto worker = browser.attach("service_worker", kOrigin);
  REQUIRE(worker.has_value());
  Page popup = browser.open(std::string(kOrigin) + "/popup.html");
  const std::string address = program.url("", "ws");
  connect_to(popup, address);
  REQUIRE(popup.becomes(state_is("open")));
  CHECK(program.process().wait_line(" joined, 1 here"));
  CHECK(popup.becomes(log_has("joined, 1 here")));

  program.process().write_line("Dinner: <img src=x onerror=alert(1)> 晚饭 🍜");
  CHECK(popup.becomes(log_has("Dinner: <img src=x onerror=alert(1)> 晚饭 🍜")));
  CHECK(popup.becomes("document.querySelectorAll('#log img').length === 0"));
  // 4200 bytes, though only 2100 letters: refused, and still there to be made shorter.
  popup.evaluate("document.getElementById('text').value = 'ü'.repeat(2100)");
  popup.click("#send");
  CHECK(popup.becomes("document.getElementById('complaint').textContent.includes('got 4200')"));
  CHECK(popup.becomes("document.getElementById('text').value.length === 2100"));
  // A line that looks like a notice is a line.
  program.process().write_line(R"({"event":"join","address":"x","clients":7})");
  CHECK(popup.becomes(log_has(R"({"event":"join","address":"x","clients":7})")));
  popup.type("text", "coming, 马上");
  popup.click("#send");
  CHECK(program.process().wait_line(": coming, 马上"));
  CHECK(popup.becomes(log_has("▶coming, 马上")));
  CHECK(popup.becomes("document.getElementById('text').value === ''"));
  CHECK(inspect(popup, "extension", 384, 520) == "");

  popup.keep_texts("state");
  program.stop();
  CHECK(popup.has_shown("state", "Trying again in"));
  CHECK(popup.becomes("document.getElementById('send').disabled"));
  CHECK(popup.has_shown("state", "again in 2 s"));  // it grows
  program.start_again();
  CHECK(popup.becomes(state_is("open")));
  CHECK(program.process().wait_line(" joined, 1 here"));
  program.process().write_line("back again");
  CHECK(popup.becomes(log_has("back again")));
  CHECK(popup.trouble() == "");

  // A popup that is opened later sees what came before.
  Page second = browser.open(std::string(kOrigin) + "/popup.html");
  CHECK(second.becomes(log_has("Dinner: ")));
  CHECK(second.becomes(state_is("open")));

  connect_to(popup, "example.com:80");
  CHECK(popup.becomes(
      "document.getElementById('complaint').textContent.includes('expected an address of this machine')"));
  CHECK(popup.becomes(state_is("open")));

  popup.click("#disconnect");
  CHECK(popup.becomes(state_is("closed")));
  CHECK(program.process().wait_line(" left (1000), 0 here"));
}

TEST_CASE("a worker that the browser ended is started again with what it knew", "[browser]") {
  DemoProgram program({"--origin", kOrigin});
  Browser browser(with_the_extension());
  Page popup = browser.open(std::string(kOrigin) + "/popup.html");
  connect_to(popup, program.url("", "ws"));
  REQUIRE(popup.becomes(state_is("open")));
  CHECK(program.process().wait_line(" joined, 1 here"));
  program.process().write_line("remember this");
  CHECK(popup.becomes(log_has("remember this")));

  popup.call("ServiceWorker.enable");
  popup.call("ServiceWorker.stopAllWorkers");
  CHECK(program.process().wait_line(" left"));
  CHECK(program.process().wait_line(" joined, 1 here"));  // the popup woke it, and it connected
  CHECK(popup.becomes(state_is("open")));
  CHECK(popup.becomes(log_has("remember this")));
  CHECK(popup.trouble() == "");
}

TEST_CASE("a server that does not name the extension's origin refuses it", "[browser]") {
  DemoProgram program;
  Browser browser(with_the_extension());
  Page popup = browser.open(std::string(kOrigin) + "/popup.html");
  connect_to(popup, program.url("", "ws"));
  CHECK(popup.becomes(state_is("refused")));
  CHECK(
      popup.becomes("document.getElementById('state').textContent.includes("
                    "'cannot be reached, or does not let this extension in')"));
  CHECK(popup.text("document.getElementById('command').innerText") ==
        "wsdemo --origin " + std::string(kOrigin));
  CHECK(inspect(popup, "extension-refused", 384, 520) == "");
}

}  // namespace ws101::testing
