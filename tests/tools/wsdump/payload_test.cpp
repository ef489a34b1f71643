#include "wsdump/payload.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace ws101;
using namespace ws101::wsdump;

namespace {

using Wire = std::vector<std::uint8_t>;
const Wire kHello = {0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00};  // RFC 7692 7.2.3.1

bool contains(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("a payload alone is inflated and traced", "[wsdump][rfc7692-7.2.3.1]") {
  const Inflated hello = inflate_payload(kHello, false);
  CHECK(hello.right);
  CHECK(contains(hello.text, "7 bytes inflated to 5 (140 %): \"Hello\"\n"));
  CHECK(contains(hello.text, "      3  01111000                'H'\n"));
  CHECK(inflate_payload(kHello, true).text == "Hello\n");
  Wire with_tail = kHello;
  with_tail.insert(with_tail.end(), {0x00, 0x00, 0xff, 0xff});
  CHECK(inflate_payload(with_tail, true).text == "Hello\n");
  CHECK(inflate_payload(Wire{0x00, 0x01, 0x00, 0xfe, 0xff, 0x80, 0x00}, true).text == "80\n");
}

TEST_CASE("a payload that is wrong says where and why", "[wsdump]") {
  const Inflated again = inflate_payload(Wire{0xf2, 0x00, 0x11, 0x00, 0x00}, false);
  CHECK_FALSE(again.right);
  CHECK(contains(again.text, "needs 4 bytes from before these bytes"));
  const Inflated zlib = inflate_payload(
      Wire{0x78, 0x9c, 0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x05, 0x8c, 0x01, 0xf5}, false);
  CHECK_FALSE(zlib.right);
  CHECK(contains(zlib.text, "Likely cause: the header of zlib (78 9c) was sent"));
}

TEST_CASE("a text is deflated as the first message of a connection", "[wsdump]") {
  CHECK(deflate_text(bytes_of("Hello"), true) == "f2 48 cd c9 c9 07 00\n");
  CHECK(deflate_text({}, true) == "00\n");
  const std::string told = deflate_text(bytes_of("Hello, Hello, Hello"), false);
  CHECK(contains(told, "19 bytes deflated to 11 (58 %): f2 48"));
  CHECK(contains(told, "copy 12 bytes from 7 back = \"Hello, Hello\",\n"));
}
