// Heads in every dress that people post them in; each must come out as the same bytes.
#include <string>

#include "../pasted.hpp"
#include "text/bytes.hpp"
#include "wsdump/read/heads/head_streams.hpp"

using namespace pasted;

namespace {

using Direction = ws101::wsdump::Direction;

const std::string kRequest =
    "GET /chat HTTP/1.1\r\nHost: a:1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
const std::string kResponse =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

std::string sent_by(const ws101::wsdump::Reading& reading, Direction from) {
  std::string bytes;
  for (const auto& chunk : reading.chunks) {
    if (chunk.from == from) bytes += ws101::text_of(ws101::Bytes(chunk.bytes));
  }
  return bytes;
}

// Each line of the head in a dress: `before` with # for the line's number, `behind` in front of the line end.
std::string dressed(const std::string& head, const std::string& before, const std::string& behind = "",
                    const std::string& end = "\n") {
  std::string text;
  std::size_t number = 10;
  for (std::size_t at = 0; at < head.size(); ++number) {
    const std::size_t line_end = head.find("\r\n", at);
    std::string prefix = before;
    for (std::size_t mark = prefix.find('#'); mark != std::string::npos; mark = prefix.find('#'))
      prefix.replace(mark, 1, std::to_string(number));
    text += prefix + head.substr(at, line_end - at) + behind + end;
    at = line_end + 2;
  }
  return text;
}

void check_both(const std::string& text) {
  INFO(text);
  const auto reading = read(text);
  CHECK(sent_by(reading, Direction::Client) == kRequest);
  CHECK(sent_by(reading, Direction::Server) == kResponse);
}

}  // namespace

TEST_CASE("heads: both in one paste, in many dresses") {
  struct Dress {
    const char* request;
    const char* response;
  };
  for (const Dress& dress :
       {Dress{"", ""}, Dress{"> ", "< "}, Dress{"> ", "> "}, Dress{"| ", "| "}, Dress{"    ", "    "},
        Dress{"17:43:#.645 -> [Line ##] ", "17:43:#.700 -> [Line ##] "}, Dress{"RX: ", "TX: "},
        Dress{"2025-07-09 09:30:#,800 < ", "2025-07-09 09:30:#,802 > "},
        Dress{"[2022-05-10 14:56:#] [DEBUG] [thread-#] ", "[2022-05-10 14:57:#] [DEBUG] [thread-#] "},
        Dress{"08-12 14:03:#.117  4211  4287 D WsDump  : -> ",
              "08-12 14:03:#.117  4211  4287 D WsDump  : <- "}}) {
    check_both(dressed(kRequest, dress.request) + dressed(kResponse, dress.response));
    check_both(dressed(kRequest, dress.request, "", "\r\n") + "* talk of the tool\n" +
               dressed(kResponse, dress.response, "", "\r\n"));
  }
  for (const char* mark : {".", "\\r\\n", "^M", "<CR><LF>", "\\x{0d}"}) {
    check_both(dressed(kRequest, "", mark) + "\n" + dressed(kResponse, "", mark));
  }
}

TEST_CASE("heads: a prefix on the first line only, and the response first") {
  check_both("12:00:01 INFO received: " + dressed(kRequest, "") +
             "12:00:02 INFO answer: " + dressed(kResponse, ""));
  check_both(dressed(kResponse, "") + "\n" + dressed(kRequest, ""));
  // A sentence that quotes a start line is no head.
  check_both(dressed(kRequest, "") + "09:00:01 received HTTP status line: GET /chat HTTP/1.1\n" +
             dressed(kResponse, ""));
}

TEST_CASE("heads: all requests first, then their responses") {
  const auto reading = read(dressed(kRequest, "") + dressed(kRequest, "") + dressed(kResponse, "") +
                            dressed("HTTP/1.1 403 Forbidden\r\n\r\n", ""));
  REQUIRE(reading.chunks.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK((reading.chunks[i].from == Direction::Server) == (i % 2 == 1));
    CHECK(reading.chunks[i].connection == i / 2 + 1);
  }
}

TEST_CASE("heads: in source code, whose string literals spell the line ends") {
  for (const char* glue : {"", " +", " .", " \\"}) {
    check_both("char request[] = " + dressed(kRequest, "  \"", "\\r\\n\"" + std::string(glue)) +
               "answer = " + dressed(kResponse, "  \"", "\\r\\n\"" + std::string(glue)));
  }
}

TEST_CASE("heads: as literals behind the words of a log, and in an object of Node") {
  const auto spelled = [](std::string_view head) {
    std::string text;
    for (char c : head) text += c == '\r' ? "\\r" : c == '\n' ? "\\n" : std::string(1, c);
    return text;
  };
  for (const auto& [request, response] :
       {std::pair{"Received request: \"", "Sending response: \""},
        {"10:00:01 received request b\"", "10:00:02 sent response b\""},
        {"2024-01-01 10:00:00 INFO  <<< \"", "2024-01-01 10:00:00 INFO  >>> \""}}) {
    const std::string heads = request + spelled(kRequest) + "\"\n" + response + spelled(kResponse) + "\"\n";
    check_both(heads);
    CHECK(read(heads).notes.size() == 2);  // of the words that were taken off
  }
  CHECK(sent_by(read("ClientRequest {\n  method: 'GET',\n  host: 'localhost',\n  _header: '" +
                     spelled(kRequest) + "',\n  res: null\n}\n"),
                Direction::Client) == kRequest);
}

TEST_CASE("heads: an answer without any field of the handshake is the answer nevertheless") {
  const std::string asked =
      "Request Headers\nHost: a\nUpgrade: websocket\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n";
  for (const char* status : {"200 OK", "403 Forbidden"}) {
    const std::string general = "Request URL:\nws://a/\nStatus Code:\n" + std::string(status) + "\n";
    const auto reading = read(general + "Response Headers\nContent-Type: text/html\n" + asked);
    CHECK(sent_by(reading, Direction::Server) ==
          "HTTP/1.1 " + std::string(status) + "\r\nContent-Type: text/html\r\n\r\n");
  }
  // Other requests in the same log are not ours.
  const auto log = read(
      "--> GET http://a/rooms h2\nAccept: a\n<-- 200 http://a/rooms (3ms)\n"
      "--> GET http://a/ws http/1.1\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n<-- 502 Bad Gateway "
      "http://a/ws (3ms)\n");
  CHECK(sent_by(log, Direction::Client).find("GET /ws HTTP/1.1\r\n") == 0);
  CHECK(sent_by(log, Direction::Server) == "HTTP/1.1 502 Bad Gateway\r\n\r\n");
}

TEST_CASE("heads: other signs than a colon, and one line for all") {
  const auto with = [](std::string head, const std::string& sign) {
    for (std::size_t at = head.find(": "); at != std::string::npos; at = head.find(": ", at))
      head.replace(at, 2, sign);
    return dressed(head, "");
  };
  for (const char* sign : {"\t", " = "}) check_both(with(kRequest, sign) + with(kResponse, sign));
  const std::string list = dressed(kRequest.substr(0, kRequest.size() - 2), "", ",", " ");
  CHECK(sent_by(read("10:00 received: [" + list.substr(0, list.size() - 2) + "]\n"), Direction::Client) ==
        kRequest);
}

TEST_CASE("heads: a line that was wrapped is joined, but not to a value that is whole") {
  const std::string agent = "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML,";
  const std::string pasted = dressed(kResponse, "");
  const auto with = [&](const std::string& lines) {
    return sent_by(read("GET /chat HTTP/1.1\n" + lines + "Host: a\nConnection: Upgrade\n\n"),
                   Direction::Client);
  };
  CHECK(with(agent + "\nlike Gecko) Chrome/110\n").find(agent + " like Gecko) Chrome/110\r\nHost") !=
        std::string::npos);
  CHECK(with("Upgrade:\n websocket\n").find("Upgrade: websocket\r\n") != std::string::npos);
  const std::string key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
  CHECK(with(key + "\n  t=12 [st=3] READ\n").find(key + "\r\n") != std::string::npos);
  // Short lines are not wrapped: this one lacks its colon.
  CHECK(with("Origin: x\nUpgrade websocket\n").find("\r\nUpgrade websocket\r\n") != std::string::npos);
}

TEST_CASE("heads: a line end and an empty line that pasting took are not missed") {
  const std::string pasted = dressed(kResponse, "");
  const auto whole = read(pasted);
  CHECK(sent_by(whole, Direction::Server) == kResponse);
  for (std::size_t less : {std::size_t{1}, std::size_t{2}}) {
    const auto cut = read(pasted.substr(0, pasted.size() - less));
    CHECK(sent_by(cut, Direction::Server) == kResponse);
    CHECK(cut.notes.back() == "the empty line that ends the response is not in the paste");
  }
}

TEST_CASE("heads: CR LF and LF in one head stay, because a paste does not mix them") {
  std::string mixed = kResponse;
  mixed.erase(mixed.find("\r\nConnection"), 1);
  CHECK(sent_by(read("$ cat log\n" + mixed), Direction::Server) == mixed);
  CHECK(sent_by(read("$ cat log\n" + kResponse), Direction::Server) == kResponse);
}

TEST_CASE("heads: bytes of heads are left as they are, and parted") {
  const auto both = read(kRequest + kResponse);
  CHECK(both.format == "raw");
  CHECK(sent_by(both, Direction::Client) == kRequest);
  CHECK(sent_by(both, Direction::Server) == kResponse);
  // The MASK bits tell the frames behind them apart.
  const std::string masked = "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58";
  const auto frames = read(kRequest + kResponse + masked + "\x81\x05Hello");
  CHECK(sent_by(frames, Direction::Client) == kRequest + masked);
  CHECK(sent_by(frames, Direction::Server) == kResponse + "\x81\x05Hello");
}

TEST_CASE("heads: lists of fields without a first line") {
  const std::string key = "dGhlIHNhbXBsZSBub25jZQ==";
  const std::string accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
  for (const std::string& text :
       {"Request HEADERS:\nHost:a\nConnection:Upgrade\nUpgrade:websocket\nSec-WebSocket-Key:" + key +
            "\n\nResponse HEADERS\nconnection:Upgrade\nsec-websocket-accept:" + accept + "\n",
        // Chrome copies name and value as two lines.
        "General\nRequest URL:\nws://a/\nRequest "
        "Headers\nHost:\na\nConnection:\nUpgrade\nUpgrade:\nwebsocket\n"
        "Sec-WebSocket-Key:\n" +
            key + "\nResponse Headers\nConnection:\nUpgrade\nSec-WebSocket-Accept:\n" + accept + "\n",
        // and in the quotation of a mail
        "Bob wrote:\n> Request URL:\n> ws://a/\n> Connection:\n> Upgrade\n> Sec-WebSocket-Accept:\n> " +
            accept +
            "\n> Upgrade:\n> websocket\n> Connection:\n> Upgrade\n> Host:\n> a\n> Sec-WebSocket-Key:\n> " +
            key + "\n> Upgrade:\n> websocket\n",
        // Node, Python, JSON, HAR, rawHeaders
        "req { host: 'a',\n connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-key': '" + key +
            "' }\nres { connection: 'Upgrade', 'sec-websocket-accept': '" + accept + "' }\n",
        "{'Host': 'a', 'Connection': 'Upgrade', 'Upgrade': 'websocket', 'Sec-WebSocket-Key': '" + key +
            "'}\n{'Connection': 'Upgrade', 'Sec-WebSocket-Accept': '" + accept + "'}\n",
        "{\"request\":{\"headers\":[{\"name\":\"Host\",\"value\":\"a\"},{\"name\":\"Connection\",\"value\":"
        "\"Upgrade\"},"
        "{\"name\":\"Upgrade\",\"value\":\"websocket\"},{\"name\":\"Sec-WebSocket-Key\",\"value\":\"" +
            key +
            "\"}]},\"response\":{\"headers\":[{\"name\":\"Connection\",\"value\":\"Upgrade\"},"
            "{\"name\":\"Sec-WebSocket-Accept\",\"value\":\"" +
            accept + "\"}]}}",
        "[('Host', 'a'), ('Connection', 'Upgrade'), ('Upgrade', 'websocket'), ('Sec-WebSocket-Key', '" + key +
            "')]\n[('Connection', 'Upgrade'), ('Sec-WebSocket-Accept', '" + accept + "')]\n",
        "[ 'Host', 'a', 'Connection', 'Upgrade', 'Upgrade', 'websocket', 'Sec-WebSocket-Key', '" + key +
            "' ]\n[ 'Connection', 'Upgrade', 'Sec-WebSocket-Accept', '" + accept + "' ]\n"}) {
    INFO(text);
    const auto reading = read(text);
    REQUIRE(reading.chunks.size() == 2);
    const std::string request = sent_by(reading, Direction::Client);
    CHECK(request.find("GET / HTTP/1.1\r\n") == 0);
    CHECK(request.find(": " + key + "\r\n") != std::string::npos);
    CHECK(request.find("pgrade: websocket\r\n") != std::string::npos);
    CHECK(sent_by(reading, Direction::Server).find(": " + accept + "\r\n") != std::string::npos);
  }
}

TEST_CASE("heads: maps of Go, Java and Rack") {
  for (const char* text :
       {"map[Connection:[Upgrade] Sec-Websocket-Key:[dGhlIHNhbXBsZSBub25jZQ==] Upgrade:[websocket] "
        "User-Agent:[Go-http-client/1.1, x]]",
        "{Upgrade=[websocket], Host=[a], Connection=[Upgrade], Sec-WebSocket-Key=[dGhlIHNhbXBsZSBub25jZQ==]}",
        "{\"HTTP_UPGRADE\"=>\"websocket\", \"HTTP_HOST\"=>\"a\", \"HTTP_CONNECTION\"=>\"Upgrade\", "
        "\"HTTP_SEC_WEBSOCKET_KEY\"=>\"dGhlIHNhbXBsZSBub25jZQ==\"}"}) {
    INFO(text);
    const std::string request = sent_by(read(text), Direction::Client);
    CHECK(request.find("ey: dGhlIHNhbXBsZSBub25jZQ==\r\n") != std::string::npos);
    CHECK(request.find("ost: ") != std::string::npos);  // Go's map has none
    CHECK(request.find("pgrade: websocket\r\n") != std::string::npos);
  }
}

TEST_CASE("heads: what servers, proxies and debuggers print of the fields") {
  for (const char* text :
       {"--> GET http://a/ws h11\nHost: a\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Key: "
        "dGhlIHNhbXBsZSBub25jZQ==\n--> END GET\n",
        "Header: [host] = [a]\nHeader: [upgrade] = [websocket]\nHeader: [sec-websocket-key] = "
        "[dGhlIHNhbXBsZSBub25jZQ==]\n",
        "[Host, a]\n[Upgrade, websocket]\n[Sec-WebSocket-Key, dGhlIHNhbXBsZSBub25jZQ==]\n",
        "[host:\"a\", upgrade:\"websocket\", sec-websocket-key:\"dGhlIHNhbXBsZSBub25jZQ==\"]",
        "request headers complete\n':method', 'GET'\n'host', 'a'\n'upgrade', 'websocket'\n"
        "'sec-websocket-key', 'dGhlIHNhbXBsZSBub25jZQ=='\n",
        "array(3) {\n  [\"Host\"]=>\n  string(1) \"a\"\n  [\"Upgrade\"]=>\n  string(9) \"websocket\"\n"
        "  [\"Sec-WebSocket-Key\"]=>\n  string(24) \"dGhlIHNhbXBsZSBub25jZQ==\"\n}\n",
        "&http.Request{Method:\"GET\", Header:http.Header{\"Host\":[]string{\"a\"}, "
        "\"Upgrade\":[]string{\"websocket\"}, "
        "\"Sec-Websocket-Key\":[]string{\"dGhlIHNhbXBsZSBub25jZQ==\"}}}",
        "{\n    Host = a;\n    Upgrade = websocket;\n    \"Sec-WebSocket-Key\" = "
        "\"dGhlIHNhbXBsZSBub25jZQ==\";\n}\n",
        "Request {\n    method: GET,\n    uri: /ws,\n    headers: {\n        \"host\": \"a\",\n        "
        "\"upgrade\": "
        "\"websocket\",\n        \"sec-websocket-key\": \"dGhlIHNhbXBsZSBub25jZQ==\",\n    },\n}\n",
        "http.Header{\"Host\":[]string{\"a\"}, \"Upgrade\":[]string{\"websocket\"}, "
        "\"Sec-Websocket-Key\":[]string{\"dGhlIHNhbXBsZSBub25jZQ==\"}}",
        "#{<<\"host\">> => <<\"a\">>,<<\"upgrade\">> => <<\"websocket\">>,"
        "<<\"sec-websocket-key\">> => <<\"dGhlIHNhbXBsZSBub25jZQ==\">>}",
        "req_headers: [\n  {\"host\", \"a\"},\n  {\"upgrade\", \"websocket\"},\n"
        "  {\"sec-websocket-key\", \"dGhlIHNhbXBsZSBub25jZQ==\"}\n]"}) {
    INFO(text);
    const std::string request = sent_by(read(text), Direction::Client);
    CHECK(request.find("ey: dGhlIHNhbXBsZSBub25jZQ==\r\n") != std::string::npos);
    CHECK(request.find("ost: a\r\n") != std::string::npos);
    CHECK(request.find("pgrade: websocket\r\n") != std::string::npos);
  }
}

TEST_CASE("heads: what an object tells twice was sent once") {
  const std::string fields =
      "host: 'a:1', upgrade: 'websocket', connection: 'Upgrade', 'sec-websocket-key': "
      "'dGhlIHNhbXBsZSBub25jZQ=='";
  const std::string raw =
      "rawHeaders: [\n 'Host',\n 'a:1',\n 'Upgrade',\n 'websocket',\n 'Connection',\n 'Upgrade',\n "
      "'Sec-WebSocket-Key',\n 'dGhlIHNhbXBsZSBub25jZQ=='\n ],\n";
  for (const std::string& text :
       {"IncomingMessage {\n headers: {" + fields + "},\n " + raw + " url: '/ws' }\n",
        "IncomingMessage {\n " + raw + " url: '/ws',\n [Symbol(kHeaders)]: {" + fields + "} }\n",
        "HTTPServerRequest(host='a', method='GET', uri='/ws')\n{" + fields + "}\n",
        std::string("HTTPServerRequest(host='a:1', method='GET', uri='/ws')\nHost: a:1\nUpgrade: websocket\n"
                    "Sec-Websocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n"),
        "{path: '/ws', 'headers': {" + fields + "}, 'host': 'a'}",
        "URL {\n href: 'ws://b:2/ws',\n host: 'b:2'\n}\n{\n" + fields + "\n}\n",
        std::string(
            "&{Method:GET URL:/ws Proto:HTTP/1.1 Header:map[Connection:[Upgrade] Sec-Websocket-Key:"
            "[dGhlIHNhbXBsZSBub25jZQ==] Upgrade:[websocket]] Body:{} Host:a:1 Form:map[] RequestURI:/ws}"),
        "{\"headers\":{\"path\":\"/ws\"," + fields +
            "},\"multiValueHeaders\":{\"Host\":[\"a:1\"],"
            "\"Upgrade\":[\"websocket\"],\"Sec-WebSocket-Key\":[\"dGhlIHNhbXBsZSBub25jZQ==\"]}}"}) {
    INFO(text);
    const auto reading = read(text);
    REQUIRE(reading.chunks.size() == 1);
    const std::string request = sent_by(reading, Direction::Client);
    CHECK(request.starts_with("GET /ws HTTP/1.1\r\n"));
    const std::size_t host = request.find("ost: a:1\r\n");
    CHECK(host != std::string::npos);
    CHECK(request.find("ost: ", host + 1) == std::string::npos);
    const std::size_t upgrade = request.find("pgrade: websocket\r\n");
    CHECK(upgrade != std::string::npos);
    CHECK(request.find("pgrade: websocket\r\n", upgrade + 1) == std::string::npos);
  }
}

TEST_CASE("heads: what is no head is left to the other readers") {
  CHECK(refused("GET is the method of a request; Host: names the server\n").message.find("head") ==
        std::string::npos);
  CHECK(all(read("00000000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a  |GET / HTTP/1.1..|\n")) ==
        "474554202f20485454502f312e310d0a");
  for (const char* line :
       {"127.0.0.1 - - \"GET /ws HTTP/1.1\" 101 0 \"-\"\n", "INFO: a:1 - \"WebSocket /ws\" 403\n",
        "haproxy[1]: a:2 [06/Feb/2024:12:14:14.655] in s/1 10/0/30/69/109 101 27 \"GET /ws HTTP/1.1\"\n",
        "127.0.0.1 - - \"\\x16\\x03\\x01\\x02\" 400 166 \"-\" \"-\"\n"}) {
    CHECK(refused(line).message.find("this is an access log") == 0);
  }
}

TEST_CASE("heads: a request and a response from two inputs are one connection") {
  auto request = read(dressed(kRequest, ""));
  auto response = read(kResponse);
  CHECK_FALSE(ws101::wsdump::input::join_heads(request, request));
  CHECK(ws101::wsdump::input::join_heads(response, request));
  CHECK(sent_by(response, Direction::Client) == kRequest);
  CHECK(sent_by(response, Direction::Server) == kResponse);
}

TEST_CASE("heads: a key and what a program made of it, by their names") {
  const std::string key = "dGhlIHNhbXBsZSBub25jZQ==";
  const std::string wrong =
      "YjM3YTRmMmNjMDYyNGYxNjkwZjY0NjA2Y2YzODU5NDViMmJlYzRlYQ==";  // the hex digits in base64
  for (const auto& [text, accept] :
       {std::pair{"Sec-WebSocket-Key: " + key +
                      "\nexpected accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\n"
                      "got accept: QEFMhxzLTip8aJkbmocIGNEeOB8=\n",
                  std::string("QEFMhxzLTip8aJkbmocIGNEeOB8=")},
        {"Key: " + key + "\nHash: b37a4f2cc0624f1690f64606cf385945b2bec4ea\nAccept: " + wrong + "\n",
         wrong}}) {
    INFO(text);
    const auto reading = read(text);
    CHECK(sent_by(reading, Direction::Client).find(": " + key + "\r\n") != std::string::npos);
    CHECK(sent_by(reading, Direction::Server).find("Accept: " + accept + "\r\n") != std::string::npos);
  }
  // Behind a request, other digits than a hash are Accept only if they are called so.
  const std::string id = "[server] accepted session 0123456789abcdef0123456789abcdef\n";
  CHECK(sent_by(read(dressed(kRequest, "") + id), Direction::Server).empty());
}

TEST_CASE("heads: frames in the logs of Python's libraries") {
  const auto trace =
      read("++Sent raw: b'\\x81\\x85\\x37\\xfa\\x21\\x3d\\x7f\\x9fMQX'\n++Rcv raw: b'\\x81\\x05Hello'\n");
  CHECK(sent_by(trace, Direction::Server) == "\x81\x05Hello");
  CHECK(sent_by(trace, Direction::Client).size() == 11);
  const auto named = [](const char* text) { return refused(text).message; };
  CHECK(named("client < Frame(fin=False, opcode=<Opcode.TEXT: 1>, data=b'ab')\n")
            .find("server sends TEXT FIN=0, 2 bytes: b'ab'") != std::string::npos);
  CHECK(
      named("= connection is OPEN\n> TEXT 'Hello' [5 bytes]\n").find("client sends TEXT 'Hello' [5 bytes]") !=
      std::string::npos);
}
