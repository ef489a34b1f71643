// HAR files: the messages of each entry, in any order of keys.
#include "wsdump/capture/har.hpp"

#include "support/catch.hpp"
#include "tools/wsdump/capture/capture_builder.hpp"

using namespace ws101;
using namespace ws101::testing;
using Status = wsdump::HarResult::Status;

namespace {

struct Log : wsdump::HarSink {
  std::vector<std::string> handshakes;
  void heads(const wsdump::HarHeads& heads) override {
    handshakes.push_back(std::to_string(heads.entry) + "|" + heads.request + "|" + heads.response);
  }
  std::vector<std::string> lines;
  std::vector<std::int64_t> times;
  void message(const wsdump::HarMessage& m) override {
    lines.push_back(std::to_string(m.entry) + "/" + std::to_string(m.number) +
                    (m.from == wsdump::Direction::Client ? " > " : " < ") + std::to_string(m.opcode) + " " +
                    std::string(m.payload.begin(), m.payload.end()) +
                    (m.payload_decoded ? "" : " as it stands"));
    times.push_back(m.time_ns);
  }
  void entry_end(std::uint32_t entry, std::string_view url, std::uint64_t messages) override {
    lines.push_back(std::to_string(entry) + " " + std::string(url) + " " + std::to_string(messages));
  }
};

const std::string kHar = R"({"log":{"version":"1.2","creator":{"name":"x"},"entries":[
  {"request":{"method":"GET","url":"http://h/"},"response":{"content":{"text":"[{}]"}}},
  {"_webSocketMessages":[
     {"type":"send","time":1700000000.25,"opcode":1,"data":"H\u00e9"},
     {"data":"AAEC/w==","opcode":2,"time":1700000001,"type":"receive"},
     {"type":"receive","opcode":2,"data":"no base64"}],
   "request":{"url":"ws://h/echo","headers":[]}}]}})";

}  // namespace

TEST_CASE("HAR messages come with direction, opcode, payload and time") {
  const std::size_t piece = GENERATE(std::size_t{1}, SIZE_MAX);
  const Bytes bytes = bytes_of(kHar);
  wsdump::MemorySource source(bytes, piece);
  Log log;
  const wsdump::HarResult result = wsdump::read_har(source, log);
  CHECK(result.status == Status::Read);
  CHECK(result.entries == 2);
  CHECK(result.messages == 3);
  REQUIRE(log.lines.size() == 4);
  CHECK(log.lines[0] == "2/1 > 1 H\xc3\xa9");
  CHECK(log.lines[1] == "2/2 < 2 " + std::string("\0\1\2\xff", 4));
  CHECK(log.lines[2] == "2/3 < 2 no base64 as it stands");
  CHECK(log.lines[3] == "2 ws://h/echo 3");
  CHECK(log.times == std::vector<std::int64_t>{1700000000'250000000, 1700000001'000000000, wsdump::kNoTime});
}

TEST_CASE("HAR's lists of fields are heads again") {
  const std::string har = R"({"log":{"entries":[
    {"request":{"method":"GET","url":"http://h/a","headers":[{"name":"Host","value":"h"}]},"response":{"status":200}},
    {"response":{"status":101,"statusText":"Switching Protocols",
                 "headers":[{"name":"Upgrade","value":"websocket"}]},
     "request":{"headers":[{"name":"Host","value":"h"},{"name":":path","value":"/"},
                           {"name":"Sec-WebSocket-Key","value":"k\r\nX: y"}],
                "method":"GET","url":"wss://h:1/echo?x=1#y"}},
    {"request":{"method":"GET","url":"ws://h","headers":[{"name":"sec-websocket-key","value":"k"}]},
     "response":{"status":0,"statusText":"","headers":[]}}]}})";
  const Bytes bytes = bytes_of(har);
  wsdump::MemorySource source(bytes, std::size_t{7});
  Log log;
  const wsdump::HarResult result = wsdump::read_har(source, log);
  CHECK(result.status == Status::Read);
  REQUIRE(log.handshakes.size() == 2);
  // A line end inside a value does not begin another field.
  CHECK(log.handshakes[0] ==
        "2|GET /echo?x=1 HTTP/1.1\r\nHost: h\r\nSec-WebSocket-Key: kX: y\r\n\r\n|"
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");
  CHECK(log.handshakes[1] == "3|GET / HTTP/1.1\r\nsec-websocket-key: k\r\n\r\n|");
}

TEST_CASE("A HAR file cut anywhere, without messages, or not a HAR file") {
  const auto read = [](const std::string& text) {
    const Bytes bytes = bytes_of(text);
    wsdump::MemorySource source(bytes);
    Log log;
    return wsdump::read_har(source, log);
  };
  for (std::size_t length = 0; length < kHar.size(); ++length) {
    CAPTURE(length);
    CHECK(read(kHar.substr(0, length)).status == Status::Incomplete);
  }
  CHECK(read(R"({"log":{"entries":[{}]}})").status == Status::NoMessages);
  CHECK(read(R"({"log":{"entries":[{"_webSocketMessages":[7,[{}],{}]}]}})").messages == 1);
  CHECK(read(R"({"a":1})").status == Status::Damaged);
  CHECK(read("[").status == Status::Incomplete);
}
