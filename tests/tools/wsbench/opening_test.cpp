#include "wsbench/opening.hpp"

#include <string>
#include <variant>

#include "handshake/accept_key.hpp"
#include "support/catch.hpp"

using namespace ws101;
using namespace ws101::wsbench;

namespace {

std::string key_in(const Opening& opening) {
  const std::string request(text_of(opening.request()));
  const std::string name = "Sec-WebSocket-Key: ";
  const std::size_t at = request.find(name) + name.size();
  return request.substr(at, request.find("\r\n", at) - at);
}

std::string answer_to(const Opening& opening) {
  return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
         "Sec-WebSocket-Accept: " +
         accept_key(key_in(opening)) + "\r\n\r\n";
}

Plan some_plan() {
  Plan plan;
  plan.url.host = "localhost";
  return plan;
}

bool done(Opening& opening, std::string_view answer) {
  return std::holds_alternative<Opening::Done>(opening.judge(answer));
}
bool needs_more(Opening& opening, std::string_view answer) {
  return std::holds_alternative<NeedMore>(opening.judge(answer));
}

}  // namespace

TEST_CASE("the right answer is done when it is whole, the first time and again", "[rfc6455-4.1]") {
  Opening opening(some_plan());
  const std::string right = answer_to(opening);
  for (int turn = 0; turn < 2; ++turn) {
    for (std::size_t size = 0; size < right.size(); ++size)
      REQUIRE(needs_more(opening, right.substr(0, size)));
    CHECK(done(opening, right));
  }
}

TEST_CASE("a wrong answer is told in words, also after a right one", "[rfc6455-4.1]") {
  Opening opening(some_plan());
  const std::string right = answer_to(opening);
  if (GENERATE(false, true)) REQUIRE(done(opening, right));
  const auto words = [&](const std::string& answer) {
    const auto verdict = opening.judge(answer);
    return std::holds_alternative<std::string>(verdict) ? std::get<std::string>(verdict) : std::string();
  };
  CHECK_FALSE(words("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n").empty());
  std::string other = right;
  other[right.size() - 8] ^= 1;  // in the Accept
  CHECK_FALSE(words(other).empty());
  CHECK_FALSE(words("SSH-2.0-x\r\n\r\n").empty());
  CHECK_FALSE(words(right + "\x81\x01x").empty());
  CHECK_FALSE(words(std::string(10000, 'a')).empty());
}

TEST_CASE("raw, the answer is the request itself") {
  Plan plan = some_plan();
  plan.raw = true;
  Opening opening(plan);
  const std::string request(text_of(opening.request()));
  CHECK(needs_more(opening, request.substr(0, 10)));
  CHECK(done(opening, request));
  CHECK(std::holds_alternative<std::string>(opening.judge("HTTP/1.1 101 ")));
}
