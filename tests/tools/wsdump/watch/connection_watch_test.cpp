#include "wsdump/watch/connection_watch.hpp"

#include <algorithm>

#include "recorder.hpp"
#include "support/catch.hpp"
#include "support/splits.hpp"
#include "wire.hpp"
#include "wsdump/watch/analyser.hpp"

using namespace ws101;
using namespace ws101::wsdump;
using ws101::testing::bytes;
using ws101::testing::client;
using ws101::testing::EventRecorder;
using ws101::testing::for_every_split;
using ws101::testing::frame;
using ws101::testing::server;
using ws101::testing::Wire;
using ws101::testing::operator+;

namespace {

const Wire kRequest = bytes(
    "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
const Wire kAnswer = bytes(
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");

// A connection as a capture gives it: what each side sends, then FIN from both.
class Scene {
 public:
  explicit Scene(bool start_seen = true) : analyser_(recorder, options()) {
    WatchFacts facts;
    facts.from_capture = true;
    facts.start_seen = start_seen;
    facts.roles_known = start_seen;
    analyser_.begin(facts);
  }
  Scene& from_client(const Wire& wire) { return feed(Direction::Client, wire); }
  Scene& from_server(const Wire& wire) { return feed(Direction::Server, wire); }
  Scene& handshake() { return from_client(kRequest).from_server(kAnswer); }
  Scene& lose(Direction from, std::uint64_t count) {
    analyser_.feed_gap(1, from, count, {});
    return *this;
  }
  std::vector<std::string> close(StreamEnd end = StreamEnd::Fin) {
    analyser_.finish(1, Direction::Client, end, {});
    analyser_.finish(1, Direction::Server, end, {});
    return recorder.ids;
  }
  EventRecorder recorder;
  const Totals& totals() const { return analyser_.totals(); }

 private:
  static AnalysisOptions options() { return {}; }
  Scene& feed(Direction from, const Wire& wire) {
    analyser_.feed(1, from, wire, {});
    return *this;
  }
  Analyser analyser_;
};

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("any split of both directions gives the same events", "[wsdump]") {
  const Wire from_client = kRequest + client(0x01, "Hel") + client(0x89, "are you there?") +
                           client(0x80, "lo") + client(0x81, "\xe4\xbd") +
                           client(0x02, std::string(300, 'x')) + client(0x00, "") + client(0xC1, "rsv") +
                           client(0x80, "end") +
                           client(0x88,
                                  "\x03\xe8"
                                  "bye");
  const Wire from_server = kAnswer + server(0x8A, "are you there?") + server(0x81, "hi") +
                           server(0x8A, "other") + server(0x83, "reserved") + server(0x88, "\x03\xed");
  // The directions one after the other, so that the order of the events does not depend on the split.
  const auto told = [&](const std::vector<Bytes>& client_pieces, const std::vector<Bytes>& server_pieces) {
    EventRecorder recorder;
    Analyser analyser(recorder, {});
    WatchFacts facts;
    facts.from_capture = facts.start_seen = facts.roles_known = true;
    analyser.begin(facts);
    analyser.feed(1, Direction::Client, kRequest, {});
    for (const Bytes piece : server_pieces) analyser.feed(1, Direction::Server, piece, {});
    for (const Bytes piece : client_pieces) analyser.feed(1, Direction::Client, piece, {});
    analyser.finish(1, Direction::Client, StreamEnd::Fin, {});
    analyser.finish(1, Direction::Server, StreamEnd::Fin, {});
    return recorder.text;
  };
  const Bytes client_frames = Bytes(from_client).subspan(kRequest.size());
  const std::string whole = told({client_frames}, {from_server});
  CHECK(whole.find("handshake ok") != std::string::npos);
  CHECK(whole.find("text-not-utf8") != std::string::npos);
  for_every_split(client_frames,
                  [&](const std::vector<Bytes>& pieces) { CHECK(told(pieces, {from_server}) == whole); });
  for_every_split(Bytes(from_server),
                  [&](const std::vector<Bytes>& pieces) { CHECK(told({client_frames}, pieces) == whole); });
}

TEST_CASE("what a server sends in place of frames, or before its answer, is told the same in any split",
          "[wsdump]") {
  const auto told = [](const Wire& before, const std::vector<Bytes>& pieces, bool lone) {
    EventRecorder recorder;
    Analyser analyser(recorder, {});
    WatchFacts facts;
    facts.start_seen = facts.roles_known = true;
    facts.lone = lone;
    analyser.begin(facts);
    if (!lone) analyser.feed(1, Direction::Client, kRequest, {});
    analyser.feed(1, Direction::Server, before, {});
    for (const Bytes piece : pieces) analyser.feed(1, Direction::Server, piece, {});
    for (const Direction from : {Direction::Client, Direction::Server}) {
      if (!lone || from == Direction::Server) analyser.finish(1, from, StreamEnd::Unknown, {});
    }
    return recorder.text;
  };
  const auto check = [&](const Wire& before, const Wire& stream, bool lone, const char* id) {
    const std::string whole = told(before, {stream}, lone);
    INFO(whole);
    CHECK(whole.find(id) != std::string::npos);
    for_every_split(Bytes(stream),
                    [&](const std::vector<Bytes>& pieces) { CHECK(told(before, pieces, lone) == whole); });
  };
  const Wire early = server(0x81, "too soon") + server(0x81, "still too soon");
  check({}, early + kAnswer + server(0x81, "hi"), false, "frames-before-101");
  check({}, early + bytes("HTTP/1.1 400 Bad Request\r\n\r\n"), false, "violation");
  check({}, early, false, "frame 2 S");
  check(kAnswer, bytes("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"), false, "not-frames");
  check(kAnswer, bytes("{\"text\":\"" + std::string(80, 'x') + "\"}"), false, "not-frames");
  check(kAnswer, bytes("text of more than sixteen bytes, then\x01\x81"), false, "violation");
  check(kAnswer, {0x16, 0x03, 0x03, 0x00, 0x01, 0x00}, false, "not-frames");
  check({}, {0, 0, 0x12, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 100}, true, "HTTP/2");
  check({}, bytes("only the payload of a message"), true, "payload-only");
  const Wire endless = {0x82, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
  check({}, endless + bytes("seven b"), true, "note 7 bytes after that frame were not read");
}

TEST_CASE("a message that is open where reading stops keeps its bytes", "[wsdump]") {
  // Frames behind the answer are read from memory of their own, which is gone when the next bytes come.
  const Wire endless = {0x82, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4};
  Scene scene;
  scene.from_client(kRequest + client(0x01, std::string(300, 'a')) + endless).from_server(kAnswer);
  scene.from_server(server(0x01, std::string(600, 'b')) + server(0x80, "end"));
  scene.close();
  INFO(scene.recorder.text);
  CHECK(scene.recorder.text.find("message 3 S length 603") != std::string::npos);
}

TEST_CASE("a gap inside a payload is stepped over exactly", "[wsdump]") {
  const Wire long_frame = client(0x82, std::string(5000, 'a'));
  Scene scene;
  scene.handshake().from_client(Wire(long_frame.begin(), long_frame.begin() + 1003));
  scene.lose(Direction::Client, 701);
  scene.from_client(Wire(long_frame.begin() + 1704, long_frame.end()) + client(0x81, "after"));
  CHECK(scene.close() == Ids{});
  INFO(scene.recorder.text);
  CHECK(scene.recorder.text.find("incomplete, came 4299 hole 995+701") != std::string::npos);
  CHECK(scene.recorder.text.find("6162") == std::string::npos);  // the key goes on in step: only 'a'
  CHECK(scene.recorder.text.find(" after utf8") != std::string::npos);
  CHECK(scene.totals().incomplete == 1);
}

TEST_CASE("a gap that hits a header: the next chain of headers is searched", "[wsdump]") {
  Scene scene;
  scene.handshake().from_client(client(0x81, "one"));
  scene.lose(Direction::Client, 17);
  scene.from_client(bytes("rest of something") + client(0x81, "two") + client(0x81, "three") +
                    client(0x81, "four"));
  CHECK(scene.close() == Ids{});
  INFO(scene.recorder.text);
  for (const char* text : {" one utf8", " two utf8", " three utf8", " four utf8"}) {
    CHECK(scene.recorder.text.find(text) != std::string::npos);
  }
  CHECK(scene.recorder.text.find("17 bytes skipped") != std::string::npos);
}

TEST_CASE("after a gap nothing is claimed about a message whose beginning is lost", "[wsdump]") {
  Scene scene;
  scene.handshake();
  scene.lose(Direction::Client, 20);
  scene.from_client(client(0x00, "\x80middle") + client(0x80, "end") + client(0x81, "next"));
  CHECK(scene.close() == Ids{});
  INFO(scene.recorder.text);
  CHECK(scene.recorder.text.find("missing") != std::string::npos);
  CHECK(scene.recorder.text.find(" next utf8") != std::string::npos);
}

TEST_CASE("the middle of a connection: roles are taken from the MASK bit", "[wsdump]") {
  Scene scene(false);
  // Told as from the client, but not masked: the ports had misled.
  scene.from_client(server(0x81, "hello") + server(0x81, "again")).from_server(client(0x81, "me"));
  CHECK(scene.close() == Ids{"no-close"});
  INFO(scene.recorder.text);
  CHECK(scene.recorder.text.find("frame 1 S") != std::string::npos);
  CHECK(scene.recorder.text.find("frame 3 C") != std::string::npos);
}

TEST_CASE("what is not WebSocket is left aside", "[wsdump]") {
  Scene tls;
  tls.from_client({0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00}).from_server({0x16, 0x03, 0x03, 0x00, 0x7a});
  CHECK(tls.close().empty());
  CHECK(tls.totals().connections == 0);
  Scene http;
  http.from_client(bytes("GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
      .from_server(bytes("HTTP/1.1 200 OK\r\n\r\nhello"));
  CHECK(http.close().empty());
  CHECK(http.totals().connections == 0);
  Scene ssh;
  ssh.from_client(bytes("SSH-2.0-OpenSSH_9.2\r\n")).from_server(bytes("SSH-2.0-OpenSSH_9.2\r\n"));
  CHECK(ssh.close().empty());
  CHECK(ssh.totals().connections == 0);
}

TEST_CASE("pings and pongs are matched", "[wsdump][rfc6455-5.5.3][pong-payload-differs]") {
  SECTION("a pong answers the ping of the same payload, and those before it") {
    Scene scene;
    scene.handshake().from_client(client(0x89, "a") + client(0x89, "b")).from_server(server(0x8A, "b"));
    scene.from_client(client(0x88, "")).from_server(server(0x88, ""));
    CHECK(scene.close() == Ids{});
    CHECK(scene.recorder.text.find("answers 2") != std::string::npos);
  }
  SECTION("another payload is told") {
    Scene scene;
    scene.handshake().from_client(client(0x89, "a")).from_server(server(0x8A, "x"));
    CHECK(scene.close() == Ids{"pong-payload-differs"});
  }
  SECTION("an unsolicited pong is legal") {
    Scene scene;
    scene.handshake().from_server(server(0x8A, "x"));
    CHECK(scene.close() == Ids{});
  }
  SECTION("a ping ignored by a peer that goes on sending") {
    Scene scene;
    scene.handshake().from_client(client(0x89, "a")).from_server(server(0x81, "busy"));
    scene.from_client(client(0x88, "")).from_server(server(0x88, ""));
    CHECK(scene.close() == Ids{"ping-not-answered"});
  }
}

TEST_CASE("the closing is judged where it is the whole story",
          "[wsdump][rfc6455-7.1.5][no-close][close-not-answered][message-unfinished]") {
  SECTION("without Close") {
    Scene scene;
    scene.handshake().from_client(client(0x81, "hi"));
    CHECK(scene.close() == Ids{"no-close"});
  }
  SECTION("reset without Close") {
    Scene scene;
    scene.handshake().from_client(client(0x81, "hi"));
    CHECK(scene.close(StreamEnd::Rst) == Ids{"no-close"});
  }
  SECTION("the capture ends before the connection") {
    Scene scene;
    scene.handshake().from_client(client(0x81, "hi"));
    CHECK(scene.close(StreamEnd::Unknown) == Ids{});
  }
  SECTION("a Close that is not answered") {
    Scene scene;
    scene.handshake().from_client(client(0x88, "\x03\xe8"));
    CHECK(scene.close() == Ids{"close-not-answered"});
  }
  SECTION("an error has said it already") {
    Scene scene;
    scene.handshake().from_client(client(0x83, "hi"));
    CHECK(scene.close() == Ids{"opcode-reserved"});
  }
  SECTION("nothing was ever said") {
    Scene scene;
    scene.handshake();
    CHECK(scene.close() == Ids{});
  }
  SECTION("a message that was never finished") {
    Scene scene;
    scene.handshake().from_client(client(0x81, "hi") + client(0x01, "unfi"));
    CHECK(scene.close() == Ids{"message-unfinished"});
  }
}

TEST_CASE("weak masking keys are told once", "[wsdump][rfc6455-5.3][key-weak]") {
  const auto keyed = [](MaskingKey key) { return frame(0x82, "x", true, key); };
  SECTION("all zero") {
    Scene scene;
    scene.handshake().from_client(keyed({}) + keyed({}) + keyed({}));
    CHECK(scene.close() == Ids{"key-weak"});
  }
  SECTION("the same for three frames in a row") {
    Scene scene;
    const MaskingKey key{1, 2, 3, 4};
    scene.handshake().from_client(keyed(key) + keyed(key) + keyed(key) + keyed(key));
    CHECK(scene.close() == Ids{"key-weak"});
  }
  SECTION("not for two") {
    Scene scene;
    const MaskingKey key{1, 2, 3, 4};
    scene.handshake().from_client(keyed(key) + keyed(key) + client(0x88, "")).from_server(server(0x88, ""));
    CHECK(scene.close() == Ids{});
  }
}

TEST_CASE("the handshake is checked, and a refusal is a warning with its reason",
          "[wsdump][rfc6455-4.2.2][hs-accept][hs-line-ending][hs-status]") {
  SECTION("a wrong Accept") {
    Scene scene;
    std::string answer(kAnswer.begin(), kAnswer.end());
    answer.replace(answer.find("s3pP"), 4, "AAAA");
    scene.from_client(kRequest).from_server(bytes(answer));
    CHECK(scene.close() == Ids{"hs-accept"});
  }
  SECTION("dots in an Accept, which a capture has not left out") {
    Scene scene;
    std::string answer(kAnswer.begin(), kAnswer.end());
    answer.replace(answer.find("s3pP"), 4, "s...");
    scene.from_client(kRequest).from_server(bytes(answer));
    CHECK(scene.close() == Ids{"hs-accept"});
  }
  SECTION("a refusal") {
    Scene scene;
    scene.from_client(kRequest).from_server(bytes("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno"));
    CHECK(scene.recorder.ids == Ids{"hs-refused"});
    CHECK(scene.close() == Ids{"hs-refused"});
    CHECK(scene.recorder.text.find("not ok") != std::string::npos);
  }
  SECTION("a refusal whose body only the end of the connection ends") {
    Scene scene;
    scene.from_client(kRequest).from_server(bytes("HTTP/1.1 502 Bad Gateway\r\n\r\n<html>"));
    CHECK(scene.recorder.ids == Ids{});
    CHECK(scene.close() == Ids{"hs-refused"});
  }
  SECTION("lines that end in LF alone are told once") {
    Scene scene;
    std::string request(kRequest.begin(), kRequest.end());
    request.erase(std::remove(request.begin(), request.end(), '\r'), request.end());
    scene.from_client(bytes(request)).from_server(kAnswer);
    CHECK(scene.close() == Ids{"hs-line-ending"});
  }
  SECTION("a success that is not 101") {
    Scene scene;
    scene.from_client(kRequest).from_server(bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    CHECK(scene.close() == Ids{"hs-status"});
  }
}

TEST_CASE("a handshake is found behind other HTTP on the same connection", "[wsdump]") {
  const Wire page = bytes("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  const Wire post = bytes("POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nGET /");
  const Wire counted = bytes("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nHTTP/1.1 20");
  const Wire chunked = bytes(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\nA\r\n0123456789\r\n0\r\nE: "
      "f\r\n\r\n");
  const Wire refusal = bytes("HTTP/1.1 401 Unauthorized\r\nContent-Length: 4\r\n\r\nwho?");
  const auto frames_found = [](Scene& scene, const Ids& ids = {}) {
    CHECK(scene.close() == ids);
    CAPTURE(scene.recorder.text);
    CHECK(scene.recorder.text.find("handshake ok") != std::string::npos);
    CHECK(scene.recorder.text.find("message 1 C length 5 Hello utf8") != std::string::npos);
    CHECK(scene.totals().frames == 3);
  };
  const Wire said = client(0x81, "Hello") + client(0x88, "");
  SECTION("an ordinary page first") {
    Scene scene;
    scene.from_client(page)
        .from_server(counted)
        .from_client(kRequest)
        .from_server(kAnswer)
        .from_client(said)
        .from_server(server(0x88, ""));
    frames_found(scene);
  }
  SECTION("bodies with a length, and in chunks, every byte by itself") {
    Scene scene;
    for (const std::uint8_t byte : post + page + kRequest) scene.from_client({byte});
    for (const std::uint8_t byte : counted + chunked + kAnswer) scene.from_server({byte});
    scene.from_client(said).from_server(server(0x88, ""));
    frames_found(scene);
  }
  SECTION("refused once, then let in") {
    Scene scene;
    scene.from_client(kRequest)
        .from_server(refusal)
        .from_client(kRequest + said)
        .from_server(kAnswer + server(0x88, ""));
    frames_found(scene, {"hs-refused"});
    CHECK(scene.recorder.text.find("handshake not ok") != std::string::npos);
  }
  SECTION("a body that only the end of the connection ends: nothing behind it is a handshake") {
    Scene scene;
    scene.from_client(page).from_server(bytes("HTTP/1.1 200 OK\r\n\r\n") + kAnswer).from_client(kRequest);
    CHECK(scene.close().empty());
    CHECK(scene.totals().connections == 0);
  }
}

TEST_CASE("RSV1 means compression once it is negotiated", "[wsdump]") {
  std::string request(kRequest.begin(), kRequest.end());
  std::string answer(kAnswer.begin(), kAnswer.end());
  request.insert(request.size() - 2, "Sec-WebSocket-Extensions: permessage-deflate\r\n");
  answer.insert(answer.size() - 2, "Sec-WebSocket-Extensions: permessage-deflate\r\n");
  Scene scene;
  scene.from_client(bytes(request) + client(0xC1, std::string_view("\xf2\x48\xcd\xc9\xc9\x07\x00", 7)))
      .from_server(bytes(answer));
  scene.from_client(client(0x88, "")).from_server(server(0x88, ""));
  CHECK(scene.close() == Ids{});
  CHECK(scene.recorder.text.find("message 1 C length 5 Hello utf8") != std::string::npos);
}

namespace {

using namespace std::string_view_literals;
constexpr auto kHello = "\xf2\x48\xcd\xc9\xc9\x07\x00"sv;  // RFC 7692 7.2.3.1
constexpr auto kHelloAgain = "\xf2\x00\x11\x00\x00"sv;     // 7.2.3.2

std::string told_alone(const Wire& wire, const AnalysisOptions& options = {}) {
  EventRecorder recorder;
  Analyser analyser(recorder, options);
  WatchFacts facts;
  facts.lone = facts.start_seen = true;
  analyser.begin(facts);
  analyser.feed(1, Direction::Client, wire, {});
  analyser.finish(1, Direction::Client, StreamEnd::Unknown, {});
  return recorder.text;
}

bool contains(const std::string& text, std::string_view what) {
  return text.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("without a handshake RSV1 is tried as compression, and said", "[wsdump]") {
  const std::string told = told_alone(client(0xC1, kHello) + client(0xC1, kHelloAgain));
  CHECK(
      contains(told, "note the handshake is not in the input, and RSV1 is set: tried as permessage-deflate"));
  CHECK(contains(told, "message 2 C length 5 Hello utf8"));
  CHECK_FALSE(contains(told, "violation"));
  SECTION("where it makes no sense RSV1 is what it always was") {
    for (const std::string_view payload : {"Hello"sv, "bye"sv, "\x07\xff"sv, ""sv}) {
      INFO(payload);
      const std::string plain = told_alone(client(0xC1, payload));
      CHECK(contains(plain, "violation rsv frame 1"));
      CHECK_FALSE(contains(plain, "note"));
    }
    CHECK(contains(told_alone(client(0xC9, "hi")), "violation rsv frame 1"));
  }
  SECTION("--deflate says that and how it is compressed") {
    AnalysisOptions options;
    options.deflate = std::get<DeflateUse>(parse_deflate("client_no_context_takeover"));
    const std::string known = told_alone(client(0xC1, kHello) + client(0xC1, kHelloAgain), options);
    CHECK_FALSE(contains(known, "note"));
    CHECK(contains(known, "violation window-too-far frame 2"));
  }
}

TEST_CASE("compressed messages in any split: fragments, control frames between, what is wrong", "[wsdump]") {
  const Wire from_client = client(0x41, kHello.substr(0, 3)) + client(0x89, "hi") + client(0x00, "") +
                           client(0x80, kHello.substr(3)) + client(0xC1, kHelloAgain) + client(0xC9, "") +
                           client(0x42, "\x05garbage") + client(0xC0, "more") + client(0xC1, kHelloAgain);
  AnalysisOptions options;
  options.deflate = std::get<DeflateUse>(parse_deflate(""));
  const std::string whole = told_alone(from_client, options);
  CHECK(contains(whole, "message 1 C length 5 Hello utf8"));
  CHECK(contains(whole, "violation rsv1-on-control"));
  CHECK(contains(whole, "violation inflate-failed frame 7"));
  CHECK(contains(whole, "violation rsv1-on-continuation frame 8"));
  for_every_split(from_client, [&](const std::vector<Bytes>& pieces) {
    EventRecorder recorder;
    Analyser analyser(recorder, options);
    WatchFacts facts;
    facts.lone = facts.start_seen = true;
    analyser.begin(facts);
    for (const Bytes piece : pieces) analyser.feed(1, Direction::Client, piece, {});
    analyser.finish(1, Direction::Client, StreamEnd::Unknown, {});
    CHECK(recorder.text == whole);
  });
}

TEST_CASE("one stream of unknown origin: each MASK bit tells the sender, and mixing is a warning",
          "[wsdump]") {
  EventRecorder recorder;
  Analyser analyser(recorder, {});
  WatchFacts facts;
  facts.lone = facts.start_seen = true;
  analyser.begin(facts);
  analyser.feed(1, Direction::Client, client(0x81, "Hello") + server(0x81, "Hello"), {});
  analyser.finish(1, Direction::Client, StreamEnd::Unknown, {});
  CHECK(recorder.ids == Ids{"roles-mixed"});
  CHECK(exit_status(analyser.totals(), false) == 0);
  CHECK(exit_status(analyser.totals(), true) == 1);
}
