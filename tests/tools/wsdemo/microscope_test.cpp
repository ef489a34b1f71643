// The microscope's server: what it reports of frames, openings and specimens.
#include "wsdemo/microscope.hpp"

#include "handshake/accept_key.hpp"
#include "handshake/server_handshake.hpp"
#include "json/value.hpp"
#include "sha1/sha1.hpp"
#include "support/frames.hpp"
#include "text/hex.hpp"
#include "tools/wsdemo/running_server.hpp"
#include "wsdemo/expectation.hpp"
#include "wsdemo/frame_json.hpp"
#include "wsdemo/opening_json.hpp"
#include "wsdemo/specimens.hpp"

using namespace ws101;
using namespace ws101::demos;
using namespace ws101::testing;

namespace {

double number_in(const JsonValue& object, std::string_view name) {
  const JsonValue* const value = object.find(name);
  REQUIRE(value != nullptr);
  REQUIRE(value->number() != nullptr);
  return *value->number();
}

bool flag_in(const JsonValue& object, std::string_view name) {
  const JsonValue* const value = object.find(name);
  REQUIRE(value != nullptr);
  REQUIRE(value->boolean() != nullptr);
  return *value->boolean();
}

const JsonValue::Array& list_in(const JsonValue& object, std::string_view name) {
  const JsonValue* const value = object.find(name);
  REQUIRE(value != nullptr);
  REQUIRE(value->array() != nullptr);
  return *value->array();
}

}  // namespace

TEST_CASE("the microscope reports both directions, with the key that was on the wire") {
  DemoServer running;
  Microscope microscope(running.server(), {});
  running.start();
  Client eyepiece(running.url("/microscope/eyepiece"));
  const JsonValue hello = parsed(next(eyepiece));
  CHECK(list_in(hello, "specimens").size() == all_specimens().size());
  eyepiece.send_text("{\"send\":\"ping\"}");
  CHECK(next(eyepiece).starts_with("{\"error\":"));  // nothing to look at yet
  Client specimen(running.url("/microscope?slide=" + *hello.find_text("slide")));
  const JsonValue opening = parsed(next(eyepiece));
  CHECK(*opening.find_text("flow") == "opening");
  CHECK(*opening.find_text("accept") == accept_key(*opening.find_text("key")));
  specimen.send_text("Hello");
  const JsonValue in = parsed(next(eyepiece));
  CHECK(*in.find_text("flow") == "in");
  CHECK(in.find_text("hex")->starts_with("8185"));
  CHECK(in.find_text("hex")->substr(4, 8) == *in.find_text("key"));
  CHECK(in.find_text("picture")->find("Masking-key") != std::string::npos);
  CHECK(number_in(in, "ms") > 0);
  const JsonValue out = parsed(next(eyepiece));
  CHECK(*out.find_text("flow") == "out");
  CHECK(*out.find_text("hex") == "810548656c6c6f");
  CHECK_FALSE(flag_in(out, "keepalive"));
  CHECK(next(specimen) == "Hello");
  eyepiece.send_text("{\"send\":\"masked\"}");
  const JsonValue raw = parsed(next_with(eyepiece, "\"raw\":true"));
  CHECK(*list_in(raw, "findings").at(0).find_text("level") == "error");
  CHECK_FALSE(specimen.receive(kPatience).has_value());
  CHECK(specimen.ending()->code == CloseCode::ProtocolError);
  CHECK(*parsed(next(eyepiece)).find_text("hex") != "");  // the client's own Close 1002, as the server saw it
  eyepiece.send_text("{\"explain\":\"81 05 48 65 6c 6c 6f\"}");
  const JsonValue explained = parsed(next_with(eyepiece, "explained"));
  CHECK(explained.find_text("explained")->find("Hello") != std::string::npos);
  CHECK(*list_in(explained, "frames").at(0).find_text("hex") == "810548656c6c6f");
  eyepiece.send_text("{\"explain\":\"no hex at all\"}");
  CHECK(next_with(eyepiece, "error").starts_with("{\"error\":"));
  running.stop();
}

TEST_CASE("a button's frames are reported one by one, before the answer to them") {
  DemoServer running;
  Microscope microscope(running.server(), {});
  running.start();
  Client eyepiece(running.url("/microscope/eyepiece"));
  Client specimen(running.url("/microscope?slide=" + *parsed(next(eyepiece)).find_text("slide")));
  next_with(eyepiece, "\"opening\"");
  eyepiece.send_text("{\"send\":\"interleaved\"}");
  CHECK(next(specimen) == "Hello");
  for (const double opcode : {1, 9, 0})
    CHECK(number_in(parsed(next_with(eyepiece, "\"raw\":true")), "opcode") == opcode);
  const JsonValue pong = parsed(next(eyepiece));
  CHECK(number_in(pong, "opcode") == 10);
  CHECK_FALSE(flag_in(pong, "keepalive"));  // the button asked for it
  eyepiece.send_text("{\"send\":\"close-1000\"}");
  CHECK_FALSE(specimen.receive(kPatience).has_value());
  CHECK(specimen.ending()->clean);
  CHECK(specimen.ending()->code == CloseCode::Normal);
  running.stop();
}

TEST_CASE("a mark and an end are told behind the frames that came before them") {
  DemoServer running;
  Microscope microscope(running.server(), {});
  running.start();
  Client eyepiece(running.url("/microscope/eyepiece"));
  Client specimen(running.url("/microscope?slide=" + *parsed(next(eyepiece)).find_text("slide")));
  next_with(eyepiece, "\"opening\"");
  specimen.send_text("Hello");
  CHECK(next(specimen) == "Hello");  // seen here, so a mark from now on is behind both frames
  eyepiece.send_text("{\"mark\":true}");
  CHECK(*parsed(next(eyepiece)).find_text("flow") == "in");
  CHECK(*parsed(next(eyepiece)).find_text("flow") == "out");
  CHECK(next(eyepiece) == "{\"mark\":true}");

  specimen.close(CloseCode::Normal, "bye");
  CHECK(*parsed(next(eyepiece)).find_text("flow") == "in");
  CHECK(*parsed(next(eyepiece)).find_text("flow") == "out");
  CHECK(next(eyepiece) == "{\"ended\":true}");
  running.stop();
}

TEST_CASE("a frame as JSON has its bytes, its fields and what is wrong") {
  const auto frames = frames_json(hex("01 03 48 65 6c 80 02 6c 6f"), wsdump::Direction::Server);
  REQUIRE(frames.size() == 2);
  const JsonValue second = parsed(frames[1]);
  CHECK(*second.find_text("hex") == "80026c6f");
  CHECK(number_in(second, "size") == 4);
  CHECK(number_in(second, "header") == 2);
  CHECK(flag_in(second, "fin"));
  CHECK(second.find("key")->is_null());
  CHECK(second.find("close")->is_null());
  CHECK(list_in(second, "fields").size() == 6);
  CHECK(*list_in(second, "fields").at(2).find_text("meaning") == "continues a text message");

  const JsonValue close = parsed(frames_json(hex("88 05 03 e8 62 79 65"), wsdump::Direction::Server).at(0));
  CHECK(number_in(*close.find("close"), "code") == 1000);
  CHECK(*close.find("close")->find_text("reason") == "bye");

  const JsonValue wrong = parsed(frames_json(hex("c1 00"), wsdump::Direction::Server).at(0));
  CHECK(flag_in(list_in(wrong, "fields").at(1), "wrong"));
  CHECK(number_in(list_in(wrong, "findings").at(0), "code") == 1002);

  // Text from a stranger stays JSON: quotes, markup, and bytes that are no UTF-8.
  const JsonValue hostile =
      parsed(frames_json(hex("81 06 22 3c 2f 5c ff 0a"), wsdump::Direction::Server).at(0));
  CHECK(*hostile.find_text("hex") == "8106223c2f5cff0a");
  // A long frame is cut, and says how long it is.
  const JsonValue large =
      parsed(frames_json(find_specimen("length-65536")->wire, wsdump::Direction::Server).at(0));
  CHECK(number_in(large, "size") == 65546);
  CHECK(large.find_text("hex")->size() >= 2 * (10 + kMostShown));
}

TEST_CASE("the opening handshake is told step by step, without secrets", "[rfc6455-1.3]") {
  RequestHead head;
  head.method = "GET";
  head.target = "/chat";
  head.fields.add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
  head.fields.add("Cookie", "session=secret");
  const std::string text =
      opening_json(head, switching_response(accept_key("dGhlIHNhbXBsZSBub25jZQ=="), "chat", ""));
  CHECK(text.find("secret") == std::string::npos);
  const JsonValue opening = parsed(text);
  CHECK(*opening.find_text("nonce") == "7468652073616d706c65206e6f6e6365");
  CHECK(*opening.find_text("sha1") == "b37a4f2cc0624f1690f64606cf385945b2bec4ea");  // of RFC 6455 1.3
  CHECK(*opening.find_text("accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  CHECK(*list_in(opening, "request").at(0).text() == "GET /chat HTTP/1.1");
  CHECK(*list_in(opening, "request").at(2).text() == "Cookie: (14 bytes, not shown)");
  CHECK(text.find("Sec-WebSocket-Protocol: chat") != std::string::npos);
}

TEST_CASE("a compressed message is reported with what it inflates to", "[rfc7692-7.2.3.1]") {
  DemoServer running;
  Microscope microscope(running.server(), {});
  running.start();
  Client eyepiece(running.url("/microscope/eyepiece"));
  ClientOptions options;
  options.deflate = DeflateParams{};
  options.deflate_limits.least = 0;
  Client specimen(running.url("/microscope/deflate?slide=" + *parsed(next(eyepiece)).find_text("slide")),
                  options);
  CHECK(next_with(eyepiece, "\"opening\"").find("Sec-WebSocket-Extensions: permessage-deflate") !=
        std::string::npos);
  const std::string text = "Hello, Hello, Hello";
  specimen.send_text(text);
  CHECK(next(specimen) == text);
  for (const std::string flow : {"in", "out"}) {
    const std::string report = next(eyepiece);
    INFO(report);
    const JsonValue frame = parsed(report);
    CHECK(*frame.find_text("flow") == flow);
    REQUIRE(frame.find("inflated")->find_text("text") != nullptr);
    CHECK(*frame.find("inflated")->find_text("text") == text);
    CHECK(list_in(frame, "fields").at(1).find_text("meaning")->starts_with("compressed"));
    CHECK(number_in(frame, "size") - number_in(frame, "header") ==
          number_in(*frame.find("inflated"), "compressed"));
  }
  running.stop();
}

TEST_CASE("what a browser has to do follows from each specimen's bytes") {
  for (const Specimen& specimen : all_specimens()) {
    INFO(specimen.id);
    const JsonValue told = parsed(expectation_json(specimen));
    const std::string expect = *told.find_text("expect");
    CHECK(expect == (specimen.group == "wrong" ? "fail" : specimen.group == "closing" ? "close" : "take"));
    CHECK_FALSE(told.find_text("rule")->empty());
    CHECK(find_specimen(specimen.id) == &specimen);
  }
  CHECK(find_specimen("no such") == nullptr);
  const auto told = [](std::string_view id) { return parsed(expectation_json(*find_specimen(id))); };
  CHECK(*list_in(told("fragmented"), "messages").at(0).find_text("beginning") == "Hello");
  CHECK(list_in(told("fragmented"), "messages").size() == 1);
  CHECK(*list_in(told("interleaved"), "pongs").at(0).text() == "3f");
  CHECK(number_in(list_in(told("length-65536"), "messages").at(0), "length") == 65536);
  CHECK(number_in(told("close-4999"), "code") == 4999);
  CHECK(number_in(told("close-empty"), "code") == 1005);
  CHECK(number_in(told("not-utf8"), "code") == 1007);
  CHECK(number_in(told("close-999"), "code") == 1002);
  CHECK(*told("control-too-long").find_text("section") == "5.5");
}
