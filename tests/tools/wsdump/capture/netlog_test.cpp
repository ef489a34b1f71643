// Chromium net-logs: a real one, and small ones for what it does not show.
#include "wsdump/capture/netlog.hpp"

#include "base64/base64.hpp"
#include "support/catch.hpp"
#include "tools/wsdump/capture/capture_builder.hpp"

using namespace ws101;
using namespace ws101::testing;
using Status = wsdump::NetLogResult::Status;

namespace {

struct Read {
  Recorder out;
  wsdump::NetLogResult result;
};

Read read(const Bytes& bytes, std::size_t piece = SIZE_MAX) {
  Read read;
  wsdump::MemorySource source(bytes, piece);
  read.result = wsdump::read_netlog(source, read.out);
  CHECK(read.out.mistakes.empty());
  return read;
}

const std::string kHead =
    R"({"constants":{"logEventTypes":{"SOCKET_BYTES_SENT":1,"SOCKET_BYTES_RECEIVED":2,"SSL_SOCKET_BYTES_SENT":3,)"
    R"("SSL_SOCKET_BYTES_RECEIVED":4,"SOCKET_ALIVE":5,"WEBSOCKET_SENT_FRAME_HEADER":6},)"
    R"("timeTickOffset":"1000"},"events":[)";
const std::string kRequest = "GET / HTTP/1.1\r\nUpgrade: WebSocket\r\n\r\n";

std::string event(int type, int source, const std::string& bytes, int phase = 0) {
  return R"({"params":{"byte_count":)" + std::to_string(bytes.size()) + R"(,"bytes":")" +
         base64_encode(bytes_of(bytes)) + R"("},"phase":)" + std::to_string(phase) + R"(,"source":{"id":)" +
         std::to_string(source) + R"(,"type":10},"time":"5","type":)" + std::to_string(type) + "}";
}

std::string log_of(const std::vector<std::string>& events) {
  std::string out = kHead;
  for (std::size_t i = 0; i < events.size(); ++i) out += (i > 0 ? ",\n" : "") + events[i];
  return out + "]}";
}

}  // namespace

TEST_CASE("A recording of Chromium gives the bytes of both directions") {
  const Bytes file = read_test_file("formats/62-chromium-netlog-off.json");
  REQUIRE_FALSE(file.empty());
  const Read whole = read(file);
  CHECK(whole.result.status == Status::Read);
  CHECK(whole.result.connections == 1);
  REQUIRE(whole.out.connections.size() == 1);
  CHECK(whole.out.connections[0].name == "socket 173");
  CHECK(whole.out.connections[0].role_known);
  CHECK(whole.out.client().size() == 499 + 11 + 10 + 21 + 308 + 12);
  CHECK(whole.out.client().starts_with("GET /echo HTTP/1.1\r\n"));
  CHECK(whole.out.server().substr(129, 7) == "\x81\x05Hello");
  CHECK(whole.out.story() == "open 1 syn; end 1 server fin; end 1 client capture-end");
  const Read single = read(file, 1);
  CHECK(single.out.streams == whole.out.streams);
  CHECK(single.out.log == whole.out.log);
}

TEST_CASE("A net-log cut anywhere gives what came before") {
  const Bytes file = read_test_file("formats/62-chromium-netlog-off.json");
  const Read whole = read(file);
  const std::size_t end = std::string(file.begin(), file.end()).rfind('}');
  for (std::size_t length = 0; length <= end; length += 17) {
    CAPTURE(length);
    const Read cut = read(Bytes(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length)));
    CHECK((cut.result.status == Status::Incomplete || length < 3000));
    CHECK(whole.out.client().starts_with(cut.out.client()));
    CHECK(whole.out.server().starts_with(cut.out.server()));
  }
}

TEST_CASE("For wss the decrypted bytes count and the raw ones do not") {
  const Read log = read(
      bytes_of(log_of({event(1, 7, "\x16\x03\x01 hello"), event(2, 7, "\x16\x03\x03"), event(3, 7, kRequest),
                       event(1, 7, "\x17\x03\x03xyz"), event(2, 7, "\x17\x03\x03xyz"),
                       event(4, 7, "HTTP/1.1 101"), event(5, 7, "", 2)})));
  CHECK(log.result.status == Status::Read);
  CHECK(log.out.client() == kRequest);
  CHECK(log.out.server() == "HTTP/1.1 101");
  CHECK(log.out.story() == "open 1 syn; end 1 client fin; end 1 server fin");
  CHECK(log.out.connections.at(0).packet.time_ns == 1005'000'000);
}

TEST_CASE("Other sockets are left out, and a tunnel counts from the WebSocket's request") {
  const Read log =
      read(bytes_of(log_of({event(1, 1, "GET / HTTP/1.1\r\n\r\n"), event(2, 1, "HTTP/1.1 200"),
                            event(1, 2, "CONNECT h:80 HTTP/1.1\r\n\r\n"), event(2, 2, "HTTP/1.1 200"),
                            event(1, 2, kRequest), event(2, 2, "HTTP/1.1 101")})));
  CHECK(log.result.connections == 1);
  CHECK(log.out.client() == kRequest);
  CHECK(log.out.server() == "HTTP/1.1 101");
}

TEST_CASE("A socket recorded from its middle is known by masked frames") {
  const std::string frame = "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58";
  CHECK(read(bytes_of(log_of({event(1, 1, frame + frame)}))).out.client() == frame + frame);
  CHECK(read(bytes_of(log_of({event(1, 1, "\x81\x05Hello")}))).result.status == Status::NoWebSocket);
  CHECK(read(bytes_of(log_of({event(1, 1, frame + "x")}))).result.status == Status::NoWebSocket);
}

TEST_CASE("An event that counts bytes without giving them is a gap") {
  std::string without = event(2, 1, "abc");
  without.erase(without.find(",\"bytes\":\"YWJj\""), 15);
  const Read log = read(bytes_of(log_of({event(1, 1, kRequest), without, event(2, 1, "d")})));
  CHECK(log.out.server() == "???d");
}

TEST_CASE("A net-log without bytes is refused with the way to record it again") {
  const Read log =
      read(bytes_of(kHead + R"({"params":{"opcode":1},"source":{"id":1},"time":"1","type":6}]})"));
  CHECK(log.result.status == Status::NoBytes);
  CHECK(log.result.problem.find("--net-log-capture-mode=Everything") != std::string::npos);
}

TEST_CASE("Bytes as hexadecimal digits, as Chromium wrote them until 2019") {
  std::string old = event(2, 1, "");
  old.replace(old.find("\"bytes\":\"\""), 10, "\"hex_encoded_bytes\":\"4A4b\"");
  CHECK(read(bytes_of(log_of({event(1, 1, kRequest), old}))).out.server() == "JK");
}

TEST_CASE("JSON that is no net-log is refused, whatever it holds") {
  for (const char* text : {"", "[]", "{}", "7", R"({"events":[]})", R"({"constants":7,"events":7})",
                           R"({"constants":{"logEventTypes":[]},"events":[]})", "not json"}) {
    CAPTURE(text);
    const Read log = read(bytes_of(text));
    CHECK(log.result.status == Status::Damaged);
    CHECK_FALSE(log.result.problem.empty());
  }
  const Read odd =
      read(bytes_of(kHead + R"(7,[{"type":1}],{"params":[],"source":7,"type":{},"time":[]},{}]})"));
  CHECK(odd.result.status == Status::NoWebSocket);
  CHECK(odd.result.events == 2);
}
