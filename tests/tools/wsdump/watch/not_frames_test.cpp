#include "wsdump/watch/not_frames.hpp"

#include "support/catch.hpp"
#include "support/random_frames.hpp"
#include "wire.hpp"
#include "wsdump/watch/first_bytes.hpp"

using namespace ws101;
using namespace ws101::wsdump;
using ws101::testing::bytes;
using ws101::testing::server;
using ws101::testing::Wire;
using ws101::testing::operator+;
using Kind = NotFrames::Kind;

namespace {

const std::vector<Wire>& streams() {
  static const std::vector<Wire> all = {
      bytes("HTTP/1.1 400 Bad Request\r\n\r\n\x81\x02hi"),
      bytes("HTTP/1.1 400 " + std::string(100, 'x') + "\r\n\r\n"),
      bytes("HTTP and text of more than sixteen bytes, then a control byte\x01"),
      bytes("{\"type\":\"hello\",\"text\":\"" + std::string(60, 'x') + "\"}"),
      bytes("sixteen bytes of text and then\x02 a control byte"),
      bytes("hi"),
      bytes("GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
      bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
      bytes("PRIVATE"),
      {0x16, 0x03, 0x01, 0x02, 0x00, 0x01},
      {0x16, 0x04, 0x01, 0x02, 0x00, 0x01},
      {0, 0, 0x12, 4, 0, 0, 0, 0, 0, 0, 3},
      {0, 0, 0, 4, 0, 0, 0, 0, 0, 0x81, 0x00},
      {0, 0, 0, 4, 1, 0, 0, 0, 0},
      {0, 0, 0x11, 4, 0, 0, 0, 0, 0},
      {0x81, 0x05, 'H', 'e', 'l', 'l', 'o'},
      {0x83, 0x00},
      bytes("\r\n\r\n\x81\x05Hello"),
      bytes("\r\n\r\n\r\n"),
      bytes("\xef\xbf\xbd\x05Hello"),
      bytes("?\x05Hello"),
      bytes("??7?!=\x7f?MQX"),
      bytes("\xc2\x81\x05Hello"),
      bytes("\xc2\x81\x40" + std::string(64, 'x')),
  };
  return all;
}

}  // namespace

TEST_CASE("the first bytes of a stream are judged the same in whatever pieces they come", "[wsdump]") {
  for (const Wire& stream : streams()) {
    for (const Bytes whole : {Bytes(stream), Bytes(stream).first(stream.size() / 2)}) {
      const NotFrames judged = judge_first_bytes(whole, false);
      const FirstBytes known = first_bytes(text_of(whole));
      for (std::size_t size = 1; size < whole.size(); ++size) {
        INFO(text_of(whole) << ": the first " << size << " bytes");
        const NotFrames early = judge_first_bytes(whole.first(size), false);
        if (early.kind != Kind::Undecided) {
          CHECK(early.kind == judged.kind);
          CHECK(early.words == judged.words);
        }
        const FirstBytes first = first_bytes(text_of(whole.first(size)));
        if (first != FirstBytes::Short) CHECK(first == known);
      }
    }
  }
}

TEST_CASE("a stream that is not frames is named", "[wsdump]") {
  const auto judged = [](std::string_view text) { return judge_first_bytes(bytes_of(text), true); };
  CHECK(judged("HTTP/1.1 400 Bad\r\nHost: a").kind == Kind::Http);
  CHECK(judged("HTTP/1.1 400 Bad\r\nHost: a").words == "HTTP/1.1 400 Bad");
  CHECK(judged("a \"text\"").kind == Kind::Text);
  CHECK(judged("a \"text\"").words == "a \"text\"");
  CHECK(judged(std::string(49, 'x') + "\xe4\xbd\xa0").words == std::string(49, 'x') + " ...");
  CHECK(judged("\x16\x03\x01").kind == Kind::Foreign);
  CHECK(judged("\x16\x03").kind == Kind::Frames);
  CHECK(judged("Sec-WebSocket-Accept: x").hint.find("too early") != std::string::npos);
  CHECK(judged("hi\x01").kind == Kind::Frames);
  CHECK(judged("a").kind == Kind::Frames);
  CHECK(judged("").kind == Kind::Frames);
}

TEST_CASE("an empty line in front of frames is measured", "[wsdump]") {
  const auto judged = [](std::string_view text) { return judge_first_bytes(bytes_of(text), true); };
  CHECK(judged("\r\n\x81\x05Hello").kind == Kind::EmptyLine);
  CHECK(judged("\r\n\x81\x05Hello").size == 2);
  CHECK(judged("\n\x81\x05Hello").size == 1);
  CHECK(judged("\r\n").size == 2);
  CHECK(judged("\n").kind == Kind::Frames);  // may be the file's own
  // A Pong with FIN=0 begins with 0a, too: it is a wrong frame, and no line end.
  CHECK(judge_first_bytes(Wire{0x0a, 0x80, 0x3d, 0xbe, 0xe5, 0x57}, true).kind == Kind::Frames);
  CHECK(judge_first_bytes(Wire{0x0a, 0x81, 0x3d, 0xbe, 0xe5, 0x57, 0x00}, true).kind == Kind::Frames);
}

TEST_CASE("frames that went through a text encoding are recognised, and right ones are not taken for them",
          "[wsdump]") {
  const auto judged = [](Bytes stream) { return judge_first_bytes(stream, true).kind; };
  for (const Wire& stream :
       {bytes("\xef\xbf\xbd\x05Hello"), bytes("?\x05Hello"), bytes("??7?!=\x7f?MQX"),
        bytes("\xc2\x81\x05Hello"), bytes("\xc2\x81\xc2\x85\x37\xc3\xba\x21\x3d\x7f\xc2\x9f\x4d\x51\x58")})
    CHECK(judged(stream) == Kind::Recoded);
  // A compressed message of one byte, whose key begins like a length.
  CHECK(judged(Wire{0xc2, 0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c}) == Kind::Frames);
  testing::RandomFrames frames(23);
  for (int round = 0; round < 20000; ++round) {
    Wire stream;
    for (std::size_t i = 0, count = 1 + frames.below(3); i < count; ++i) {
      Wire wire = frames.right(round % 2 == 0).wire();
      if (i == 0 && round % 3 == 0) wire[0] |= 0x40;
      stream = stream + wire;
    }
    const std::size_t cut = 1 + frames.below(stream.size());
    for (const bool ends : {false, true}) {
      const Kind kind = judge_first_bytes(Bytes(stream).first(ends ? stream.size() : cut), ends).kind;
      CHECK((kind == Kind::Frames || (!ends && kind == Kind::Undecided)));
    }
  }
}

TEST_CASE("frames in front of a 101 are counted, and nothing else is", "[wsdump][rfc6455-4.2.2]") {
  const Wire answer = bytes("HTTP/1.1 101 Switching Protocols\r\n\r\n");
  const Wire early = server(0x81, "too soon") + server(0x89, "");
  const Wire stream = early + answer;
  for (std::size_t size = 0; size <= stream.size(); ++size) {
    INFO("the first " << size << " bytes");
    const auto found = frames_before_answer(Bytes(stream).first(size));
    CHECK(found == (size < early.size() + 12 ? std::nullopt : std::optional(early.size())));
  }
  CHECK(frames_before_answer(answer) == std::optional<std::size_t>(0));
  CHECK(frames_before_answer(early + bytes("HTTP/1.1 400")) == std::optional<std::size_t>(0));
  CHECK(frames_before_answer(server(0x82, std::string(5000, 'x')) + answer) == std::optional<std::size_t>(0));
}
