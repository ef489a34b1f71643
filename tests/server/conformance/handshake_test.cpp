// The opening handshake, case by case (RFC 6455 section 4), on a real socket.
#include "server/client_list.hpp"
#include "server/conformance/exchange.hpp"
#include "support/catch.hpp"

namespace ws101::testing {
namespace {

// The status line says so, and the length that is promised is what came.
void check_answer(const std::string& answer, int status) {
  INFO(answer);
  CHECK(answer.rfind("HTTP/1.1 " + std::to_string(status) + " ", 0) == 0);
  const std::size_t end = answer.find("\r\n\r\n");
  REQUIRE(end != std::string::npos);
  CHECK(answer.find("Content-Length: " + std::to_string(answer.size() - end - 4) + "\r\n") < end);
  CHECK(answer.find("close\r\n", answer.find("Connection: ")) < end);
}

TEST_CASE_METHOD(NothingLeft, "H1 the RFC's sample request is answered with its Accept", "[rfc6455-4.2.2]") {
  RunningServer running;
  RawSocket client = running.connect();
  const std::string head = client.send(request()).read_head();
  CHECK(head ==
        "HTTP/1.1 101 Switching Protocols\r\n"
        "Upgrade: websocket\r\n"
        "Connection: Upgrade\r\n"
        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
        "\r\n");
}

TEST_CASE_METHOD(NothingLeft, "H2 names in any case, blanks around values, lists in one field or several",
                 "[rfc6455-4.2.1]") {
  RunningServer running;
  const std::string odd =
      "GET /chat HTTP/1.1\r\n"
      "hOsT: \t server.example.com:80 \r\n"
      "UPGRADE: h2c, WebSocket\r\n"
      "connection: keep-alive\r\n"
      "Connection:upgrade\r\n"
      "sec-websocket-KEY:dGhlIHNhbXBsZSBub25jZQ==\t\r\n"
      "Sec-WebSocket-Version: 13\r\n"
      "\r\n";
  RawSocket client = running.connect();
  const std::string head = client.send(odd).read_head();
  CHECK(head.find("HTTP/1.1 101 ") == 0);
  CHECK(head.find("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") != std::string::npos);
}

TEST_CASE_METHOD(NothingLeft, "H3 a request in any split, the first frames in the same segment",
                 "[rfc6455-4.2.2]") {
  RunningServer running;
  const Wire frames = client().text("first") + client().begin_text("se") + client().end("cond");
  const Wire all = bytes(request()) + frames + client().close(1000);
  const Seen expected{"text first", "text second", "close 1000"};
  std::vector<Split> splits = splits_of(all.size(), SplitSet::Sweep);
  for (std::size_t cut = 1; cut < all.size(); cut += 7) splits.push_back({{cut}, "in two"});
  splits.push_back({{request().size()}, "behind the head"});
  for (const Split& split : splits) {
    INFO("split: " << split.name);
    const Wire answer = running.connect().exchange(pieces_of(std::span<const std::uint8_t>(all), split));
    CHECK(frames_behind_101(answer) == expected);
  }
}

TEST_CASE_METHOD(NothingLeft, "H4 a method other than GET is answered with 405 and Allow",
                 "[rfc6455-4.2.1][hs-method]") {
  RunningServer running;
  for (const std::string method : {"POST", "PUT", "get", "CONNECT"}) {
    std::string text = request();
    text.replace(0, 3, method);
    const std::string answer = running.answer(text);
    check_answer(answer, 405);
    CHECK(answer.find("\r\nAllow: GET\r\n") != std::string::npos);
  }
}

TEST_CASE_METHOD(
    NothingLeft, "H5 what is not HTTP/1.1 as it should be is answered with 400",
    "[rfc6455-4.2.1][rfc9112-5.1][hs-version][hs-request-line][hs-field][hs-line-ending][hs-host]") {
  RunningServer running;
  const std::string rest = request().substr(request().find("\r\n") + 2);
  const std::string start = "GET / HTTP/1.1\r\n";
  const std::string no_host = request().replace(request().find("Host: "), 26, "");
  const std::vector<std::string> wrong{
      "GET / HTTP/1.0\r\n" + rest,
      "GET  / HTTP/1.1\r\n" + rest,
      "GET / HTTP/1.1 \r\n" + rest,
      "GET /\r\n" + rest,
      "HELO\r\n\r\n",
      start + "no colon\r\n" + rest,
      start + "Name : value\r\n" + rest,
      start + "Name: folded\r\n line\r\n" + rest,
      start + std::string("Name: a\0b\r\n", 11) + rest,
      start +
          "Name: a\x01"
          "b\r\n" +
          rest,
      "GET / HTTP/1.1\n" + rest,
      start + "Name: bare LF\n" + rest,
      no_host,
      start + "Host: one.more\r\n" + rest,
      "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",  // somebody speaks TLS
  };
  for (const std::string& text : wrong) {
    INFO(text);
    check_answer(running.answer(text), 400);
  }
  // In single bytes the answer is the same, though it may come before the rest is sent.
  const Wire all = bytes(wrong[5]);
  for (const Split& split : splits_of(all.size(), SplitSet::Sweep)) {
    const Wire answer = running.connect().exchange(pieces_of(std::span<const std::uint8_t>(all), split));
    check_answer(std::string(answer.begin(), answer.end()), 400);
  }
}

TEST_CASE_METHOD(NothingLeft, "H6 without an Upgrade it is an ordinary request: the page, or 426",
                 "[rfc6455-4.2.1][hs-upgrade][hs-connection]") {
  RunningServer running(quiet_limits(), [](Server& server) {
    server.endpoint("/both", echo_endpoint());
    server.page("/both", [](const Request& page) {
      return PageContent{"<p>" + std::string(page.path) + "?" + std::string(page.query) + "</p>"};
    });
    server.endpoint("/socket", echo_endpoint());
  });
  const auto plain = [](std::string method, std::string path) {
    return method + " " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
  };
  const std::string page = running.answer(plain("GET", "/both?x=%20"));
  check_answer(page, 200);
  CHECK(page.find("<p>/both?x=%20</p>") != std::string::npos);
  CHECK(page.find("Content-Type: text/html; charset=utf-8\r\n") != std::string::npos);

  const std::string upgrade = running.answer(plain("GET", "/socket"));
  check_answer(upgrade, 426);
  CHECK(upgrade.find("\r\nUpgrade: websocket\r\n") != std::string::npos);
  CHECK(running.open("/both").send(client().text("x")).read_frame().words() == "text x");
  // A Connection without Upgrade, an Upgrade without Connection.
  for (const std::string gone : {"Upgrade: websocket\r\n", "Connection: Upgrade\r\n"}) {
    std::string text = request("/socket");
    check_answer(running.answer(text.erase(text.find(gone), gone.size())), 426);
  }
}

TEST_CASE_METHOD(NothingLeft, "H7 another version is answered with 426 and the one that is spoken",
                 "[rfc6455-4.4][hs-ws-version]") {
  RunningServer running;
  const std::string field = "Sec-WebSocket-Version: 13\r\n";
  for (const std::string other : {"", "Sec-WebSocket-Version: 8\r\n", "Sec-WebSocket-Version: 014\r\n",
                                  "Sec-WebSocket-Version: 130\r\n", "Sec-WebSocket-Version: 13, 8\r\n"}) {
    std::string text = request();
    const std::string answer = running.answer(text.replace(text.find(field), field.size(), other));
    check_answer(answer, 426);
    CHECK(answer.find("\r\nSec-WebSocket-Version: 13\r\n") != std::string::npos);
  }
}

TEST_CASE_METHOD(NothingLeft,
                 "H8 a key that is missing, doubled or not 16 bytes in base64 is answered with 400",
                 "[rfc6455-4.2.1][hs-key]") {
  RunningServer running;
  const std::string field = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  const auto key = [](const std::string& value) { return "Sec-WebSocket-Key: " + value + "\r\n"; };
  for (const std::string& other : {std::string(), field + field, key(""), key("dGhlIHNhbXBsZSBub25jZQ="),
                                   key("dGhlIHNhbXBsZSBub25jZR=="), key("dGhlIHNhbXBsZSBub25j"),
                                   key("dGhlIHNhbXBsZSBub25jZS_="), key("dGhlIHNhbXBsZSBub25jZWE=")}) {
    std::string text = request();
    INFO(other);
    check_answer(running.answer(text.replace(text.find(field), field.size(), other)), 400);
  }
}

TEST_CASE_METHOD(NothingLeft, "H9 a head that is too large is answered with 431",
                 "[rfc6455-4.2.1][hs-size]") {
  RunningServer running;
  const std::string field = "X-Long: " + std::string(8192, 'a') + "\r\n";
  check_answer(running.answer(request_start() + field + "\r\n"), 431);
  check_answer(running.answer("GET /" + std::string(9000, 'a')), 431);  // no end of a line in sight
  std::string many = request_start();
  for (int i = 0; i < 100; ++i) many += "X: y\r\n";
  check_answer(running.answer(many + "\r\n"), 431);
  // The largest that is taken.
  std::string largest = request_start() + "X: ";
  largest += std::string(8192 - largest.size() - 4, 'a') + "\r\n\r\n";
  CHECK(running.connect().send(largest).read_head().find("HTTP/1.1 101 ") == 0);
}

TEST_CASE_METHOD(NothingLeft, "H10 a head that does not come in time is answered with 408, then TCP ends",
                 "[rfc6455-10]") {
  ServerLimits limits = quiet_limits();
  limits.handshake_time = std::chrono::milliseconds(40);
  RunningServer running(limits);
  RawSocket silent = running.connect();
  check_answer(silent.read_all_text(), 408);
  CHECK_FALSE(silent.was_reset());
  RawSocket slow = running.connect();
  const std::string text = request();
  check_answer(slow.send(std::string_view(text).substr(0, 50)).read_all_text(), 408);
  // A byte now and then does not help.
  RawSocket drops = running.connect();
  std::string answer;
  for (std::size_t i = 0; answer.empty(); ++i) {
    REQUIRE(i < 100'000);
    if (i < text.size() - 1) drops.send_what_fits(bytes(text.substr(i, 1)));
    std::this_thread::sleep_for(std::chrono::milliseconds(2));  // the slowness that is under test
    if (running.server.client_count() == 0 || i + 1 >= text.size()) answer = drops.read_all_text();
  }
  CHECK(answer.find("HTTP/1.1 408 ") == 0);
}

TEST_CASE_METHOD(NothingLeft, "H11 a page from elsewhere is answered with 403",
                 "[rfc6455-4.2.2][rfc6455-10.2]") {
  RunningServer running(quiet_limits(), [](Server& server) {
    Endpoint listed = echo_endpoint();
    listed.origins = {"http://good.example", "https://also.example:8443"};
    server.endpoint("/listed", listed);
    Endpoint same = echo_endpoint();
    same.same_origin = true;
    server.endpoint("/same", same);
    same.origins = {"http://friend.example"};
    server.endpoint("/same-or-friend", same);
  });
  const auto status = [&](const std::string& path, const std::string& origin) {
    const std::string field = origin.empty() ? "" : "Origin: " + origin + "\r\n";
    return running.connect().send(request_start(path) + field + "\r\n").read_head().substr(9, 3);
  };
  CHECK(status("/listed", "http://good.example") == "101");
  CHECK(status("/listed", "https://also.example:8443") == "101");
  CHECK(status("/listed", "") == "101");  // no browser
  CHECK(status("/listed", "https://good.example") == "403");
  CHECK(status("/listed", "http://good.example.evil") == "403");
  CHECK(status("/listed", "null") == "403");
  CHECK(status("/same", "http://server.example.com") == "101");
  CHECK(status("/same", "http://server.example.com:81") == "403");
  CHECK(status("/same", "http://evil.example") == "403");
  CHECK(status("/same", "null") == "403");
  CHECK(status("/same", "http://server.example.com\r\nOrigin: http://evil.example") == "403");
  CHECK(status("/same-or-friend", "http://friend.example") == "101");
  CHECK(status("/same-or-friend", "http://server.example.com") == "101");
  CHECK(status("/same-or-friend", "http://evil.example") == "403");
  check_answer(running.answer(request_start("/same") + "Origin: http://evil.example\r\n\r\n"), 403);
}

TEST_CASE_METHOD(NothingLeft, "H12 a path that is not routed is answered with 404", "[rfc6455-4.2.2]") {
  RunningServer running(quiet_limits(), [](Server& server) {
    server.endpoint("/known", echo_endpoint());
    server.page("/page", [](const Request&) { return PageContent{"hello"}; });
  });
  check_answer(running.answer(request("/unknown")), 404);
  check_answer(running.answer(request("/page")), 404);  // a page, but no endpoint
  check_answer(running.answer("GET /unknown HTTP/1.1\r\nHost: a\r\n\r\n"), 404);
  CHECK(running.open("/known?with=query").send(client().text("x")).read_frame().words() == "text x");
  CHECK(running.open("http://server.example.com/known").send(client().text("x")).read_frame().words() ==
        "text x");
}

TEST_CASE_METHOD(NothingLeft, "H13 the server's most preferred subprotocol that was offered, or none",
                 "[rfc6455-4.2.2]") {
  Notes used;
  RunningServer running(quiet_limits(), [&](Server& server) {
    Endpoint endpoint = echo_endpoint();
    endpoint.subprotocols = {"v2.chat", "v1.chat"};
    endpoint.open = [&](Peer&, const Request& opened) { used.add(std::string(opened.subprotocol)); };
    server.endpoint("/", endpoint);
  });
  const auto chosen = [&](const std::string& fields) {
    const std::string head = running.connect().send(request_start() + fields + "\r\n").read_head();
    const std::string name = "\r\nSec-WebSocket-Protocol: ";
    const std::size_t at = head.find(name);
    if (at == std::string::npos) return std::string("none");
    return head.substr(at + name.size(), head.find("\r\n", at + 2) - at - name.size());
  };
  CHECK(chosen("Sec-WebSocket-Protocol: v1.chat, v2.chat\r\n") == "v2.chat");
  CHECK(chosen("Sec-WebSocket-Protocol: other\r\nSec-WebSocket-Protocol: v1.chat\r\n") == "v1.chat");
  CHECK(chosen("Sec-WebSocket-Protocol: other, V2.CHAT\r\n") == "none");
  CHECK(chosen("") == "none");
  REQUIRE(used.becomes_size(4));
  CHECK(used.count("v2.chat") == 1);
  CHECK(used.count("v1.chat") == 1);
  CHECK(used.count("") == 2);
}

TEST_CASE_METHOD(NothingLeft,
                 "H14 an unknown extension is passed over, a malformed list is answered with 400",
                 "[rfc6455-9.1][hs-extension]") {
  RunningServer running;
  const std::string head =
      running.connect()
          .send(request_start() + "Sec-WebSocket-Extensions: x-unknown; a=1; b=\"2\", x-other\r\n\r\n")
          .read_head();
  CHECK(head.find("HTTP/1.1 101 ") == 0);
  CHECK(head.find("Extensions") == std::string::npos);
  for (const std::string wrong : {"x-unknown; a=\"b", "a b", "; a", "a;=1"}) {
    check_answer(running.answer(request_start() + "Sec-WebSocket-Extensions: " + wrong + "\r\n\r\n"), 400);
  }
}

TEST_CASE_METHOD(NothingLeft, "H15 a full server answers 503, and serves again when a place is free",
                 "[rfc6455-4.2.2]") {
  ServerLimits limits = quiet_limits();
  limits.max_clients = 2;
  RunningServer running(limits);
  RawSocket one = running.open();
  RawSocket two = running.open();
  RawSocket three = running.connect();
  const std::string answer = three.send(request()).read_all_text();
  check_answer(answer, 503);
  CHECK(answer.find("\r\nRetry-After: ") != std::string::npos);
  CHECK_FALSE(three.was_reset());
  two.close();
  REQUIRE(becomes([&] { return running.server.client_count() == 1; }));
  CHECK(running.open().send(client().text("x")).read_frame().words() == "text x");
}

TEST_CASE_METHOD(NothingLeft, "H15 so many clients of one address, and no more", "[rfc6455-10]") {
  ServerLimits limits = quiet_limits();
  limits.max_clients_per_address = 1;
  RunningServer running(limits);
  for (int i = 0; i < 3; ++i) {
    RawSocket one = running.open();
    check_answer(running.answer(request()), 503);
    one.send(client().close(1000)).read_all();
    one.close();
    REQUIRE(becomes([&] { return running.server.client_count() == 0; }));
  }
}

TEST_CASE_METHOD(NothingLeft, "one address may take all places, if no limit of its own is set",
                 "[rfc6455-10]") {
  CHECK(ServerLimits().max_clients_per_address == 0);
  ServerLimits limits = quiet_limits();
  limits.max_clients = kDefaultMaxClients + 1;  // as a program sets it that raises the one limit it knows
  limits.max_clients_per_address = 0;
  RunningServer running(limits);
  RawSocket one = running.open();
  RawSocket two = running.open();
  CHECK(two.send(client().text("x")).read_frame().words() == "text x");
}

TEST_CASE_METHOD(NothingLeft, "when all places are taken, the oldest unfinished handshake goes",
                 "[rfc6455-10]") {
  for (const bool per_address : {false, true}) {
    ServerLimits limits = quiet_limits();
    (per_address ? limits.max_clients_per_address : limits.max_clients) = 3;
    RunningServer running(limits);
    RawSocket first = running.open();
    RawSocket oldest = running.connect();
    REQUIRE(becomes([&] { return running.server.client_count() == 2; }));
    RawSocket half = running.connect();
    half.send(request_start());
    REQUIRE(becomes([&] { return running.server.client_count() == 3; }));
    RawSocket second = running.open();
    check_answer(oldest.read_all_text(), 503);
    half.send("\r\n");  // was younger, and kept its place
    CHECK(half.read_head().find("HTTP/1.1 101 ") == 0);
    for (RawSocket* open : {&first, &second, &half}) {
      CHECK(open->send(client().text("x")).read_frame().words() == "text x");
    }
    check_answer(running.answer(request()), 503);  // nobody is unfinished any more
  }
}

TEST_CASE_METHOD(NothingLeft, "a flood of connections that say nothing keeps nobody out", "[rfc6455-10]") {
  ServerLimits limits = quiet_limits();
  limits.max_clients = 10;
  RunningServer running(limits);
  std::vector<RawSocket> flood;
  for (int i = 0; i < 400; ++i) {
    flood.push_back(running.connect());
    if (i % 40 == 39) CHECK(running.open().send(client().text("x")).read_frame().words() == "text x");
    CHECK(running.server.client_count() <= limits.max_clients + kMaxEvicted);
  }
}

TEST_CASE_METHOD(NothingLeft, "pages that are not taken, or whose readers do not leave, keep nobody out",
                 "[rfc6455-10]") {
  for (const bool read : {false, true}) {
    ServerLimits limits = quiet_limits();
    limits.max_clients = 4;
    const std::string large(16 << 20, 'x');  // more than the system takes for a reader
    RunningServer running(limits, [&](Server& server) {
      server.endpoint("/", echo_endpoint());
      server.page("/page", [&](const Request&) { return PageContent{read ? "short" : large, "text/plain"}; });
    });
    std::vector<RawSocket> readers;
    for (std::size_t i = 0; i < limits.max_clients; ++i) {
      readers.push_back(running.connect(4096));
      readers.back().send("GET /page HTTP/1.1\r\nHost: a\r\n\r\n");
      CHECK(readers.back().read_head().find("200 OK") != std::string::npos);
    }
    CHECK(running.open().send(client().text("x")).read_frame().words() == "text x");
  }
}

TEST_CASE_METHOD(NothingLeft, "the log says which limit left no place", "[rfc6455-10]") {
  for (const bool per_address : {false, true}) {
    ServerLimits limits = quiet_limits();
    (per_address ? limits.max_clients_per_address : limits.max_clients) = 1;
    Notes log;
    RunningServer running(limits, [&](Server& server) {
      server.endpoint("/", echo_endpoint());
      server.log([&](const std::string& line) { log.add(line.substr(line.find(' ') + 1)); });
    });
    const RawSocket one = running.open();
    check_answer(running.answer(request()), 503);
    CHECK(log.count(per_address ? "503 no place (max_clients_per_address is 1) for one more client"
                                : "503 no place (max_clients is 1) for one more client") == 1);
  }
}

TEST_CASE_METHOD(NothingLeft, "H18 HEAD gets the head of what GET gets, and nothing more",
                 "[rfc9110-9.3.2]") {
  RunningServer running(quiet_limits(), [](Server& server) {
    server.page("/", [](const Request&) { return PageContent{"12345", "text/plain"}; });
    server.page("/broken", [](const Request&) -> PageContent { throw std::runtime_error("no page today"); });
    server.page("/worse", [](const Request&) -> PageContent { throw 7; });
  });
  const std::string get = running.answer("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  check_answer(get, 200);
  const std::string head = running.answer("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(head == get.substr(0, get.size() - 5));
  const std::string absent = running.answer("HEAD /absent HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(absent.find("HTTP/1.1 404 ") == 0);
  CHECK(absent.find("\r\n\r\n") == absent.size() - 4);
  // A page that cannot be made is the server's fault, and only this request's.
  check_answer(running.answer("GET /broken HTTP/1.1\r\nHost: a\r\n\r\n"), 500);
  check_answer(running.answer("GET /worse HTTP/1.1\r\nHost: a\r\n\r\n"), 500);
  check_answer(running.answer("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), 200);
}

TEST_CASE_METHOD(NothingLeft, "H18 a page is whole however slowly it is read, and nobody else waits",
                 "[rfc9110-8.6]") {
  const std::string body(std::size_t{12} << 20, 'p');
  RunningServer running(quiet_limits(), [&](Server& server) {
    server.page("/", [&](const Request&) { return PageContent{body}; });
    server.endpoint("/ws", echo_endpoint());
  });
  RawSocket slow = running.connect(4096);
  slow.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  slow.read(1);
  CHECK(running.open("/ws").send(client().text("x")).read_frame().words() == "text x");
  CHECK(slow.read_all().size() > body.size());
}

TEST_CASE_METHOD(NothingLeft, "H18 a client that does not take its page is dropped", "[rfc6455-10]") {
  ServerLimits limits = quiet_limits();
  limits.handshake_time = limits.send_time = std::chrono::milliseconds(30);
  const std::string body(std::size_t{16} << 20, 'p');
  Notes log;
  RunningServer running(limits, [&](Server& server) {
    server.page("/", [&](const Request&) { return PageContent{body}; });
    server.log([&](const std::string& line) { log.add(line); });
  });
  RawSocket greedy = running.connect(4096);
  greedy.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  REQUIRE(log.becomes_size(1));  // the page is on its way
  CHECK(becomes([&] { return running.server.client_count() == 0; }));
}

}  // namespace
}  // namespace ws101::testing
