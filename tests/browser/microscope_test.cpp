// The page of the microscope in a real browser: the list, the chosen frame, and what a teacher does with them.
#include "browser/demo_program.hpp"
#include "browser/devtools.hpp"
#include "browser/inspection.hpp"

namespace ws101::testing {
namespace {

struct Microscope {
  explicit Microscope(std::vector<std::string> options = {}, const std::string& query = "")
      : program(std::move(options)), page(browser.open(program.url("/microscope" + query))) {
    REQUIRE(ready());
  }

  bool ready() {
    return page.becomes("document.getElementById('specimen').textContent === 'specimen: open'");
  }
  bool frames_have(const std::string& words) {
    return page.becomes("document.getElementById('frames').textContent.includes(" + json_quote(words) + ")");
  }
  // Presses the button of a specimen, which is in the group with this name.
  void send(const std::string& group, const std::string& id) {
    page.click("[data-group=" + group + "]");
    page.click("[data-send=" + id + "]");
  }
  std::string title() { return page.text("document.querySelector('#title b')?.textContent ?? ''"); }
  int count(const std::string& selector) {
    return static_cast<int>(
        *page.evaluate("document.querySelectorAll(" + json_quote(selector) + ").length").number());
  }
  bool holds(const std::string& condition) { return *page.evaluate("!!(" + condition + ")").boolean(); }

  DemoProgram program;
  Browser browser;
  Page page;
};

}  // namespace

TEST_CASE("the microscope shows the frames of this browser", "[browser]") {
  Microscope m;
  m.page.click("#send");
  CHECK(m.frames_have("message: \"Hello\""));
  CHECK(m.count("#frames button.in") == 1);
  m.page.click("#frames button.in");
  CHECK(m.title().find("masked") != std::string::npos);
  CHECK(m.count("#bits .fd-m") == 4);
  CHECK(m.page.text(
            "[...document.querySelectorAll('#bits .fd-chip i')].map(one => one.textContent).join('')") ==
        "Hello");
  CHECK(inspect(m.page, "microscope") == "");
  m.page.click("[data-view=words]");
  CHECK(m.holds("document.getElementById('picture').textContent.includes('|F|R|R|R|')"));
  m.page.click("[data-view=bits]");

  m.send("right", "ping");
  CHECK(m.frames_have("pong"));
  m.page.click("#paste button");
  CHECK(m.page.becomes("document.getElementById('explained').textContent.includes('Hello')"));
  CHECK(m.page.text(
            "[...document.querySelectorAll('#drawn .fd-chip i')].map(one => one.textContent).join('')") ==
        "Hello");
  m.page.type("text", "<img src=x onerror=alert(1)>");
  m.page.click("#send");
  CHECK(m.frames_have("message: \"<img"));
  CHECK(m.count("main img") == 0);
  CHECK(m.page.trouble() == "");

  m.program.stop();
  CHECK(m.page.becomes("document.getElementById('state').className === 'bad'"));
  m.program.start_again();
  CHECK(m.ready());
}

TEST_CASE("a Close of the microscope's server ends in a clean close", "[browser][rfc6455-7.1.4]") {
  Microscope m;
  const std::vector<std::pair<std::string, std::string>> closes = {
      {"close-1000", "code 1000 \"bye\", clean"},   {"close-1001", "code 1001, clean"},
      {"close-1011", "code 1011, clean"},           {"close-3000", "code 3000, clean"},
      {"close-4999", "code 4999 \"yours\", clean"}, {"close-empty", "code 1005, clean"}};
  for (const auto& [id, words] : closes) {
    INFO(id);
    REQUIRE(m.ready());
    m.page.click("#clear");
    m.send("closing", id);
    CHECK(m.frames_have("closed: " + words));
    CHECK(m.count("#frames .in") == 1);
    CHECK(m.count("#frames .out") == 1);
  }
}

TEST_CASE("each violation of the microscope makes this browser fail the connection", "[browser]") {
  Microscope m;
  for (const std::string id :
       {"reserved-bit", "opcode-3", "masked", "control-fragmented", "control-too-long", "length-top-bit",
        "continuation-first", "data-inside", "not-utf8", "close-one-byte"}) {
    INFO("violation " << id);
    REQUIRE(m.ready());
    m.page.click("#clear");
    m.send("wrong", id);
    CHECK(m.frames_have("closed: code 1006"));
    CHECK(m.count("#frames .wrong") >= 1);
  }
}

TEST_CASE("the frame that is talked about stays", "[browser]") {
  Microscope m({"--ping-after", "300ms"});
  m.page.click("#send");
  REQUIRE(m.frames_have("message: \"Hello\""));
  REQUIRE(m.page.becomes("document.querySelectorAll('#frames .keepalive').length >= 2"));
  // Keepalives do not take the newest one away.
  CHECK(m.title().find("\"Hello\"") != std::string::npos);
  CHECK(m.page.text("document.querySelector('#frames [aria-pressed=true]').className").find("out") !=
        std::string::npos);
  // A new frame is followed while the newest is chosen, and not when an older one is.
  m.send("right", "empty");
  CHECK(m.page.becomes("document.querySelector('#title b').textContent.includes('0 bytes')"));
  m.page.click("#frames button.in");
  m.send("right", "binary");
  CHECK(m.frames_have("de ad be ef"));
  CHECK(m.title().find("masked") != std::string::npos);

  m.page.click("[data-filter=keepalive]");
  CHECK(m.holds("[...document.querySelectorAll('#frames .keepalive')].every(one => one.offsetHeight === 0)"));
  CHECK(m.holds("document.querySelector('#frames .data').offsetHeight > 0"));
  // One stop of the Tab key, and it is one that is shown.
  m.page.click("[data-filter=data]");
  CHECK(
      m.holds("[...document.querySelectorAll('#frames [tabindex=\"0\"]')].map(one => one.offsetHeight > "
              "0).join() === 'true'"));
  m.page.click("[data-filter=data]");

  // Frozen, the list waits, and nothing is lost.
  m.page.click("#freeze");
  const int before = m.count("#frames button.out");
  m.send("right", "text");
  CHECK(m.page.becomes("/^[0-9]+ new$/.test(document.getElementById('waiting').textContent)"));
  CHECK(m.count("#frames button.out") == before);
  m.page.click("#freeze");
  CHECK(m.count("#frames button.out") > before);
}

TEST_CASE("the opening handshake is shown from the key to the answer", "[browser][rfc6455-1.3]") {
  Microscope m;
  REQUIRE(m.page.becomes("document.querySelector('#bits .opening')"));
  CHECK(m.holds("document.getElementById('bits').textContent.includes('GET /microscope?slide=')"));
  // The browser's own SHA-1 comes to the same result.
  CHECK(m.page.becomes(
      "(async () => { const {key, guid, sha1, accept, nonce} = entries[0]; "
      "const bytes = new Uint8Array(await crypto.subtle.digest('SHA-1', new TextEncoder().encode(key + "
      "guid))); "
      "const told = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join(''); "
      "return told === sha1 && btoa(String.fromCharCode(...bytes)) === accept && atob(key).length === 16 && "
      "nonce.length === 32 && document.getElementById('bits').textContent.includes(accept); })()"));
}

TEST_CASE("the sequence picture has an arrow for each frame", "[browser]") {
  Microscope m;
  m.send("right", "interleaved");
  REQUIRE(m.frames_have("pong"));
  REQUIRE(m.frames_have("message: "));
  m.page.click("[data-view=sequence]");
  CHECK(m.count("#sequence .between.out") == 3);
  CHECK(m.count("#sequence .between.in") == 1);
  m.page.click("#sequence .between.in");
  CHECK(m.title().find("pong") != std::string::npos);
  CHECK(m.count("#sequence [aria-current=true].in") == 1);
  CHECK(inspect(m.page, "microscope-sequence") == "");
}

TEST_CASE("the microscope goes by keys", "[browser]") {
  Microscope m;
  m.send("right", "fragmented");
  REQUIRE(m.frames_have("message: \"Hello\""));
  m.page.call("Page.bringToFront");
  m.page.evaluate("document.activeElement.blur()");
  CHECK(m.title().find("continuation") != std::string::npos);
  m.page.press("ArrowLeft");
  CHECK(m.title().find("FIN=0") != std::string::npos);
  m.page.press("ArrowRight");
  CHECK(m.title().find("continuation") != std::string::npos);
  m.page.press("f");
  CHECK(m.holds("frozen && document.getElementById('freeze').getAttribute('aria-pressed') === 'true'"));
  m.page.press("f");
  m.page.press("q");
  CHECK(m.count("#bits .fd-ask") > 0);
  CHECK(inspect(m.page, "microscope-quiz") == "");
  // In the other views, too, nothing gives the answer away.
  const auto hidden = [&](const std::string& selector) {
    return m.holds("[...document.querySelectorAll('" + selector +
                   "')].every(one => getComputedStyle(one).visibility === 'hidden')");
  };
  m.page.click("[data-view=sequence]");
  CHECK(m.count("#sequence .line") > 0);
  CHECK(hidden("#sequence .line"));
  m.page.click("[data-view=words]");
  CHECK(hidden("#picture"));
  m.page.click("[data-view=bits]");
  m.page.evaluate("document.activeElement.blur()");
  m.page.press("q");
  CHECK_FALSE(hidden("#picture"));
  m.page.click("#send");
  REQUIRE(m.page.becomes("document.querySelectorAll('#frames button.in').length === 1"));
  m.page.click("#frames button.in");
  m.page.evaluate("document.activeElement.blur()");
  m.page.press("u");
  m.page.press("u");
  CHECK(m.page.text(
            "[...document.querySelectorAll('#bits .fd-chip i')].map(one => one.textContent).join('')") ==
        "He");
  // Where text is typed, letters are letters.
  m.page.evaluate("document.getElementById('text').focus()");
  m.page.press("p");
  CHECK_FALSE(m.holds("document.documentElement.classList.contains('wall')"));
  CHECK(m.page.trouble() == "");
}

TEST_CASE("on the wall there are the frames, the chosen one and the buttons", "[browser]") {
  Microscope m({}, "?wall");
  m.page.click("[data-send=text]");
  REQUIRE(m.page.becomes("document.querySelectorAll('#frames button.out').length === 1"));
  m.page.show_at(1920, 1080, false);
  CHECK(m.holds("document.querySelector('nav').offsetHeight === 0"));
  CHECK(
      m.holds("[...document.querySelectorAll('.stage > *')].map(one => "
              "one.getBoundingClientRect()).every((one, i, all) => "
              "one.top < 200 && one.right <= innerWidth && (i === 0 || all[i - 1].right < one.left))"));
  CHECK(m.holds("parseFloat(getComputedStyle(document.querySelector('#bits .fd-bit')).fontSize) >= 24"));
  CHECK(inspect(m.page, "microscope-wall", 1920, 1080) == "");
  m.page.show_at(1024, 768, false);
  CHECK(m.holds("document.documentElement.scrollWidth <= innerWidth"));
  m.page.click("#wall");
  CHECK(m.holds("!location.search.includes('wall') && document.querySelector('nav').offsetHeight > 0"));
  m.page.show_at(1024, 768, false);
  CHECK(m.holds("document.documentElement.scrollWidth <= innerWidth"));
}

TEST_CASE("of a long frame the page says how much of it there is", "[browser]") {
  Microscope m;
  m.page.evaluate("specimen.send('x'.repeat(10000))");
  REQUIRE(m.frames_have("10000 bytes"));
  m.page.click("#frames button.in");
  CHECK(m.page.text("document.querySelector('#title small').textContent")
            .find("first 4096 of 10000 bytes of payload kept") != std::string::npos);
  CHECK(m.page.trouble() == "");
}

TEST_CASE("a frame can be taken away: as hex, as a command, as a file", "[browser]") {
  Microscope m;
  m.page.click("#send");
  REQUIRE(m.page.becomes("document.querySelectorAll('#frames button.in').length === 1"));
  m.page.click("#frames button.in");
  CHECK(
      m.holds("atob(document.getElementById('save').href.split(',')[1]) === "
              "String.fromCharCode(...wireOf(chosen)) && "
              "wireOf(chosen).length === 11 && spaced(chosen).startsWith('81 85 ')"));
  const std::string command = m.page.text("commandFor(chosen)");
  Process shell({"/bin/sh", "-c", std::string(WS101_BIN) + "/" + command});
  CHECK(shell.wait_line("the only frame of its message").has_value());
  CHECK(shell.wait_line("Hello").has_value());
  // All of them, for wsdump.
  const std::string all = m.page.text("savedText()");
  Process list(
      {"/bin/sh", "-c", "printf '%s' \"$1\" | " + std::string(WS101_BIN) + "/wsdump list -q -", "sh", all});
  CHECK(list.wait_line("C>   text            5  \"Hello\"").has_value());
  CHECK(list.wait_line("<S   text            5  \"Hello\"").has_value());
}

TEST_CASE("a compressed message is shown as it came and as it was meant", "[browser][rfc7692-7.2.3.1]") {
  Microscope m;
  m.page.click("#compress");
  REQUIRE(m.page.becomes("entries.filter(entry => entry.flow === 'opening').length === 2"));
  REQUIRE(m.ready());
  CHECK(
      m.holds("entries.findLast(entry => entry.flow === 'opening').response.some(line => "
              "line.startsWith('Sec-WebSocket-Extensions: permessage-deflate'))"));
  m.page.type("text", "Hello, Hello, Hello");
  m.page.click("#send");
  REQUIRE(m.frames_have("message: \"Hello, Hello, Hello\""));
  // Both the browser and the server have compressed it.
  CHECK(m.count("#frames .data .in") == 1);
  for (const std::string flow : {"in", "out"}) {
    INFO(flow);
    m.page.click("#frames .data ." + flow);
    CHECK(m.page.text("document.querySelector('.inflated .text').textContent") == "Hello, Hello, Hello");
    CHECK(m.count(".inflated .copy") >= 1);
    CHECK(m.count(".inflated .literal") >= 7);
    CHECK(m.holds("chosen.size - chosen.header < 19"));
    CHECK(m.page.text("document.querySelectorAll('#bits .fd-meaning')[1].textContent").find("compressed") ==
          0);
  }
  CHECK(inspect(m.page, "microscope-compressed") == "");
  m.page.click("#compress");
  REQUIRE(m.page.becomes("entries.filter(entry => entry.flow === 'opening').length === 3"));
  REQUIRE(m.ready());
  m.page.click("#clear");
  m.page.click("#send");
  REQUIRE(m.frames_have("message: "));
  CHECK(m.count(".inflated") == 0);
  CHECK(m.page.trouble() == "");
}

TEST_CASE("a browser is tested with every specimen", "[browser]") {
  Microscope m;
  m.page.click("#check");
  REQUIRE(m.page.becomes("!browserCheck.running && document.querySelectorAll('#found tbody tr').length > 0"));
  const std::string table = m.page.text("document.getElementById('found').textContent");
  INFO(table);
  CHECK(m.count("#found tbody tr") == 30);
  // Nothing that is allowed is refused, and nothing that is wrong is taken.
  CHECK(m.count("#found tr.right") >= 26);
  CHECK(table.find("refuses what is allowed") == std::string::npos);
  CHECK(table.find("accepts it") == std::string::npos);
  CHECK(table.find("Close 1002 \"Invalid reserved bit\"") != std::string::npos);
  CHECK(inspect(m.page, "microscope-check") == "");
  CHECK(m.ready());
}

}  // namespace ws101::testing
