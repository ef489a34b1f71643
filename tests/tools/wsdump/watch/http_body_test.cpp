// Where a body ends, and how its text begins, in whatever pieces it comes.
#include "wsdump/watch/http_body.hpp"

#include "support/catch.hpp"

using namespace ws101;
using namespace ws101::wsdump;

namespace {

Fields field(const char* name, const char* value) {
  Fields fields;
  fields.add(name, value);
  return fields;
}

}  // namespace

TEST_CASE("the beginning of a body is kept without what frames its chunks", "[wsdump]") {
  const std::string_view counted = "no way!";
  const std::string_view chunked = "3\r\nno \r\n4;x=y\r\nway!\r\n0\r\n\r\n";
  for (std::size_t step = 1; step < chunked.size(); ++step) {
    CAPTURE(step);
    const auto read = [&](HttpBody body, std::string_view stream) {
      for (std::size_t at = 0; at < stream.size(); at += step) body.take(stream.substr(at, step));
      CHECK(body.beginning() == "no way!");
      return body.done();
    };
    CHECK(read(*HttpBody::behind(field("Content-Length", "7"), false, false), counted));
    CHECK(read(*HttpBody::behind(field("Transfer-Encoding", "chunked"), false, false), chunked));
    CHECK_FALSE(read(HttpBody::endless(), counted));
  }
}

TEST_CASE("no more of a body is kept than is shown", "[wsdump]") {
  HttpBody body = HttpBody::endless();
  const std::string long_body(2 * HttpBody::kShown, 'x');
  CHECK(body.take(long_body) == long_body.size());
  CHECK(body.beginning().size() == HttpBody::kShown);
}
