// What a request is answered with, without a socket.
#include "server/routes.hpp"

#include "support/catch.hpp"

namespace ws101::testing {
namespace {

constexpr std::string_view kUpgrade =
    "Host: localhost:8000\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

RequestHead head_of(const std::string& target, const std::string& fields, const std::string& version) {
  RequestHeadParser parser;
  auto result = parser.parse("GET " + target + " HTTP/" + version + "\r\n" + fields + "\r\n");
  REQUIRE(std::holds_alternative<RequestHead>(result));
  return std::get<RequestHead>(std::move(result));
}

// "101 /path" or the status with the words for the log.
std::string answer(const ServerShared& shared, const std::string& target, const std::string& fields,
                   const std::string& version = "1.1") {
  const RequestHead head = head_of(target, fields, version);
  const Address from{};
  Request request{head, {}, {}, {}, from};
  const auto result = route(shared, head, request);
  if (const auto* http = std::get_if<HttpAnswer>(&result))
    return http->response.substr(9, 3) + " " + http->why;
  CHECK(std::get<Upgrade>(result).accepted.response.rfind("HTTP/1.1 101 ", 0) == 0);
  REQUIRE(std::get<Upgrade>(result).endpoint != nullptr);
  return "101 " + std::string(request.path) + " " + std::string(request.query);
}

TEST_CASE("a page is also given out in HTTP/1.0, a WebSocket is not", "[rfc6455-4.1][hs-version]") {
  ServerShared shared;
  shared.endpoints["/both"] = {};
  shared.pages["/both"] = [](const Request&) { return PageContent{"hello"}; };
  shared.page_hosts = {"localhost"};
  CHECK(answer(shared, "/both", "", "1.0") == "200 /both");  // a Host is not needed
  CHECK(answer(shared, "/both", "Host: localhost\r\n", "1.0") == "200 /both");
  CHECK(answer(shared, "/both", "Host: evil.example\r\n", "1.0").rfind("403 ", 0) == 0);
  CHECK(answer(shared, "/both", "Host: localhost\r\nHost: localhost\r\n", "1.0").rfind("400 ", 0) == 0);
  CHECK(answer(shared, "/both", std::string(kUpgrade), "1.0").rfind("400 ", 0) == 0);
  CHECK(answer(shared, "/none", "", "1.0") == "404 no such path");
  CHECK(answer(shared, "/both", "", "0.9").rfind("400 ", 0) == 0);
}

TEST_CASE("a page brings fields of its own along") {
  ServerShared shared;
  shared.pages["/"] = [](const Request&) {
    PageContent page{"hello"};
    page.fields.add("Referrer-Policy", "no-referrer");
    return page;
  };
  const RequestHead head = head_of("/", "Host: localhost\r\n", "1.1");
  const Address from{};
  Request request{head, {}, {}, {}, from};
  const auto result = route(shared, head, request);
  CHECK(std::get<HttpAnswer>(result).response.find("\r\nReferrer-Policy: no-referrer\r\n") !=
        std::string::npos);
}

TEST_CASE("a path has an endpoint, a page, both or nothing", "[rfc6455-4.2.2]") {
  ServerShared shared;
  shared.endpoints["/both"] = {};
  shared.endpoints["/socket"] = {};
  shared.pages["/both"] = [](const Request&) { return PageContent{"hello"}; };
  shared.pages["/page"] = shared.pages["/both"];
  shared.pages["/broken"] = [](const Request&) -> PageContent { throw 7; };
  const std::string upgrade(kUpgrade);
  const std::string plain = "Host: localhost:8000\r\n";
  CHECK(answer(shared, "/both?a=b", upgrade) == "101 /both a=b");
  CHECK(answer(shared, "/both", plain) == "200 /both");
  CHECK(answer(shared, "/socket", upgrade) == "101 /socket ");
  CHECK(answer(shared, "/socket", plain).rfind("426 ", 0) == 0);
  CHECK(answer(shared, "/page", plain) == "200 /page");
  CHECK(answer(shared, "/page", upgrade) == "404 a page, not a WebSocket endpoint");
  CHECK(answer(shared, "/broken", plain) == "500 the page threw an exception");
  CHECK(answer(shared, "/none", upgrade) == "404 no such path");
  shared.endpoints["*"] = {};
  CHECK(answer(shared, "/none", upgrade) == "101 /none ");
}

TEST_CASE("same_origin lets in this server's pages and the listed ones", "[rfc6455-10.2]") {
  ServerShared shared;
  shared.endpoints["/"].same_origin = true;
  const std::string upgrade(kUpgrade);
  CHECK(answer(shared, "/", upgrade) == "101 / ");
  CHECK(answer(shared, "/", upgrade + "Origin: http://localhost:8000\r\n") == "101 / ");
  CHECK(answer(shared, "/", upgrade + "Origin: http://evil.example\r\n").rfind("403 ", 0) == 0);
  shared.endpoints["/"].origins = {"http://friend.example"};
  CHECK(answer(shared, "/", upgrade + "Origin: http://friend.example\r\n") == "101 / ");
  CHECK(answer(shared, "/", upgrade + "Origin: http://evil.example\r\n").rfind("403 ", 0) == 0);
}

TEST_CASE("a page of a name that was pointed here is refused before the 101", "[rfc6455-10.2]") {
  ServerShared shared;
  shared.endpoints["/"].same_origin = true;
  shared.endpoints["/"].hosts = {"demo.example"};
  shared.pages["/"] = [](const Request&) { return PageContent{"secret"}; };
  const auto asked = [&](const std::string& host, bool upgrade) {
    const std::string fields = std::string(kUpgrade).replace(6, 14, host);
    return answer(shared, "/",
                  upgrade ? fields + "Origin: http://" + host + "\r\n" : "Host: " + host + "\r\n");
  };
  const std::string refusal =
      "403 expected a Host that is this server (its address, localhost, or a name it was told), got "
      "\"evil.example:8000\"";
  for (const char* own : {"127.0.0.1:8000", "[::1]:8000", "localhost:8000", "demo.example:8000"}) {
    CHECK(asked(own, true) == "101 / ");
  }
  CHECK(asked("evil.example:8000", true) == refusal);
  CHECK(asked("evil.example:8000", false) == "200 /");  // the names of pages are told apart
  shared.page_hosts = {"demo.example"};
  CHECK(asked("evil.example:8000", false) == refusal);
  CHECK(asked("demo.example", false) == "200 /");
  shared.endpoints["/"].hosts.clear();
  CHECK(asked("evil.example:8000", true) == "101 / ");
}

}  // namespace
}  // namespace ws101::testing
