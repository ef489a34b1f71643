// The picture of a frame in a real browser, drawn from what frame_json says: what is drawn, and what lights up with what.
#include "browser/demo_program.hpp"
#include "browser/devtools.hpp"
#include "support/frames.hpp"
#include "wsdemo/frame_json.hpp"

namespace ws101::testing {
namespace {

constexpr char kHello[] = "81 85 37 fa 21 3d 7f 9f 4d 51 58";

// A page with one picture in it, and questions about that.
class Picture {
 public:
  Picture() : page_(browser_.open(program_.url("/microscope"))) {
    REQUIRE(page_.becomes("typeof frameDiagram === 'function'"));
  }

  // Draws the first frame of these bytes.
  void draw(std::string_view wire, wsdump::Direction from, const std::string& options = "{}") {
    draw_json(demos::frames_json(hex(wire), from).at(0), options);
  }
  void draw_json(const std::string& json, const std::string& options = "{}") {
    page_.evaluate(
        "{ document.getElementById('test')?.remove(); const box = document.createElement('div'); "
        "box.id = 'test'; document.body.prepend(box); window.drawn = frameDiagram(box, " +
        json + ", " + options + "); }");
  }
  void run(const std::string& script) { page_.evaluate(script + ";0"); }
  // Moves the pointer to the nth element with this class.
  void point(const std::string& name, int n, const std::string& event = "pointerover") {
    run("document.querySelectorAll('#test ." + name + "')[" + std::to_string(n) +
        "].dispatchEvent(new Event('" + event + "', {bubbles: true}))");
  }
  int count(const std::string& selector) {
    return static_cast<int>(
        *page_.evaluate("document.querySelectorAll(" + json_quote("#test " + selector) + ").length")
             .number());
  }
  // The texts of all such elements, one behind the other.
  std::string texts(const std::string& selector, const std::string& between = "") {
    return page_.text("[...document.querySelectorAll(" + json_quote("#test " + selector) +
                      ")].map(one => one.textContent).join(" + json_quote(between) + ")");
  }
  Page& page() { return page_; }

 private:
  DemoProgram program_;
  Browser browser_;
  Page page_;
};

}  // namespace

TEST_CASE("every bit, byte and field of the masked Hello is drawn", "[browser][rfc6455-5.7]") {
  Picture picture;
  picture.draw(kHello, wsdump::Direction::Client);
  CHECK(picture.texts(".fd-bit") == "100000011000010100110111111110100010000100111101");
  CHECK(picture.count(".fd-byte") == 6);
  CHECK(picture.texts(".fd-label", " ") == "FIN RSV1-3 opcode MASK payload len masking key … … …");
  CHECK(picture.texts(".fd-table tbody th", " ") == "FIN RSV1-3 opcode MASK payload len masking key payload");
  CHECK(picture.texts(".fd-chip i") == "Hello");
  CHECK(picture.texts(".fd-chip span", " ") == "7f 9f 4d 51 58");

  picture.draw("82 7e 01 00 00", wsdump::Direction::Server);
  CHECK(picture.count(".fd-l") == 2);
  CHECK(picture.texts(".fd-more") == "… 255 more bytes");
  picture.draw("82 7f 80 00 00 00 00 00 00 00", wsdump::Direction::Server);
  CHECK(picture.texts(".fd-table tr.fd-wrong th") == "extended len");
  CHECK(picture.page().trouble() == "");
}

TEST_CASE("bit, byte, field, row and rule light up together", "[browser]") {
  Picture picture;
  picture.draw(kHello, wsdump::Direction::Client);
  const std::string rows = ".fd-table tr.fd-lit th";

  picture.point("fd-bit", 6);  // the second last bit of the opcode
  CHECK(picture.texts(rows) == "opcode");
  CHECK(picture.texts(".fd-bit.fd-lit") == "0001");
  CHECK(picture.count(".fd-at") == 1);
  CHECK(picture.texts(".fd-label.fd-lit") == "opcode");
  CHECK(picture.texts(".fd-byte.fd-lit .fd-hex") == "081");
  CHECK(picture.texts(".fd-now").find("continuation, 1 text, 2 binary") != std::string::npos);

  picture.point("fd-byte", 1);
  CHECK(picture.texts(rows, " ") == "MASK payload len");
  CHECK(picture.texts(".fd-bit.fd-lit") == "10000101");

  picture.point("fd-chip", 4);  // the fifth byte: the key starts again
  CHECK(picture.texts(rows, " ") == "masking key payload");
  CHECK(picture.texts(".fd-byte.fd-lit .fd-hex") == "237");
  CHECK(picture.texts(".fd-xor tr", "/").starts_with("sent byte 458"));
  CHECK(picture.texts(".fd-xor tr:last-child td") == "6f01101111o");

  // A click keeps it when the pointer goes away; without one all is as before.
  picture.run("document.getElementById('test').dispatchEvent(new Event('pointerleave'))");
  CHECK(picture.count(".fd-lit") == 0);
  picture.point("fd-bit", 0, "click");
  picture.run("document.getElementById('test').dispatchEvent(new Event('pointerleave'))");
  CHECK(picture.texts(rows) == "FIN");

  // From the kept one the arrow keys go on, around the end, and Escape lets go.
  picture.run("document.querySelector('#test .fd-figure').focus()");
  picture.page().press("ArrowRight");
  CHECK(picture.texts(rows) == "RSV1-3");
  picture.page().press("ArrowLeft");
  picture.page().press("ArrowLeft");
  CHECK(picture.texts(rows) == "payload");
  CHECK(picture.count(".fd-chip.fd-lit") == 5);
  picture.page().press("Escape");
  CHECK(picture.count(".fd-lit") == 0);
}

TEST_CASE("a payload is unmasked byte by byte, and begins anew", "[browser][rfc6455-5.3]") {
  Picture picture;
  picture.draw(kHello, wsdump::Direction::Client);
  for (const std::string shown : {"H", "He", "Hel", "Hell", "Hello", "H"}) {
    picture.run("drawn.unmask()");
    CHECK(picture.texts(".fd-chip i") == shown);
  }
  picture.draw("81 05 48 65 6c 6c 6f", wsdump::Direction::Server);
  picture.run("drawn.unmask()");
  CHECK(picture.texts(".fd-chip i") == "Hello");
  CHECK(picture.count(".fd-xor tr") == 0);
}

TEST_CASE("in a quiz a meaning waits until it is asked for", "[browser]") {
  Picture picture;
  picture.draw(kHello, wsdump::Direction::Client, "{quiz: true}");
  CHECK(picture.count(".fd-ask") == 7);
  CHECK(picture.texts(".fd-value").empty());
  CHECK(picture.texts(".fd-chip i").empty());
  picture.point("fd-bit", 0);
  CHECK(picture.texts(".fd-now").find("what does it say?") != std::string::npos);
  picture.page().click("#test .fd-ask");
  CHECK(picture.count(".fd-ask") == 6);
  CHECK(picture.texts(".fd-value") == "1");
  CHECK(picture.texts(".fd-now").find("the only frame of its message") != std::string::npos);
}

TEST_CASE("what a frame says is text, whatever it holds", "[browser]") {
  Picture picture;
  std::string json = demos::frames_json(hex(kHello), wsdump::Direction::Client).at(0);
  const std::string words = "the only frame of its message";
  json.replace(json.find(words), words.size(), "<img src=x onerror=alert(1)><b>bold</b>");
  picture.draw_json(json);
  CHECK(picture.count("img") == 0);
  CHECK(picture.texts(".fd-meaning").starts_with("<img src=x"));
  CHECK(picture.page().trouble() == "");
}

}  // namespace ws101::testing
