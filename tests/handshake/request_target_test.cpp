// Targets of requests.
#include "handshake/request_target.hpp"

#include <string>

#include "support/catch.hpp"

using namespace ws101;

namespace {

std::string shown(std::string_view target) {
  const auto split = split_target(target);
  if (const SyntaxError* error = std::get_if<SyntaxError>(&split)) {
    CHECK_FALSE(error->words.empty());
    return "error at " + std::to_string(error->offset);
  }
  const RequestTarget& parts = std::get<RequestTarget>(split);
  return std::string(parts.path) + " ? " + std::string(parts.query);
}

}  // namespace

TEST_CASE("origin form: path and query, escapes untouched", "[rfc6455-3]") {
  CHECK(shown("/") == "/ ? ");
  CHECK(shown("/chat?room=1&x=%20?") == "/chat ? room=1&x=%20?");
  CHECK(shown("/a%2Fb//..") == "/a%2Fb//.. ? ");
  CHECK(shown("/?") == "/ ? ");
}

TEST_CASE("absolute form: the same parts", "[rfc9112-3.2.2][rfc6455-4.1]") {
  CHECK(shown("http://example.com/chat?room=1") == "/chat ? room=1");
  CHECK(shown("HTTPS://example.com:8443") == "/ ? ");
  CHECK(shown("http://[::1]:80?q") == "/ ? q");
}

TEST_CASE("other forms and fragments are refused where they go wrong", "[rfc6455-3][hs-target]") {
  CHECK(shown("*") == "error at 0");
  CHECK(shown("") == "error at 0");
  CHECK(shown("chat") == "error at 0");
  CHECK(shown("example.com:80") == "error at 0");
  CHECK(shown("ftp://example.com/") == "error at 0");
  CHECK(shown("http:///chat") == "error at 7");
  CHECK(shown("http://a b/") == "error at 8");
  CHECK(shown("/chat#top") == "error at 5");
}
