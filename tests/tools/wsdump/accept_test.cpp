#include "wsdump/accept.hpp"

#include "support/catch.hpp"
#include "support/screen.hpp"

using namespace ws101;
using namespace ws101::wsdump;

TEST_CASE("the sample key of the standard, step by step", "[rfc6455-1.3]") {
  const AcceptSteps steps = explain_accept("dGhlIHNhbXBsZSBub25jZQ==");
  CHECK(steps.key_ok);
  CHECK(steps.accept == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  CHECK(steps.text == R"(Key            dGhlIHNhbXBsZSBub25jZQ==
               stands for 16 bytes, which the client draws at random:
               74 68 65 20 73 61 6d 70 6c 65 20 6e 6f 6e 63 65
               The server takes the text as it stands; it need not decode it.

1. key + GUID  dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11
               60 bytes of text; the GUID is the same for every connection

2. SHA-1       b37a4f2cc0624f1690f64606cf385945b2bec4ea
               20 bytes, written here in hex; the next step takes the bytes, not
               the hex

3. base64      s3pPLMBiTxaQ9kYGzzhZRbK+xOo=

Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=

With tools of your own:
  printf %s 'dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11' \
    | openssl sha1 -binary | openssl base64

The rule: RFC 6455 4.2.2, point 5.4; why: 1.3 (wsdump rfc 1.3).
)");
  testing::require_screen(steps.text);
}

TEST_CASE("a wrong key is explained and still computed with") {
  for (const std::string key :
       {"", "AAAA", "not base64!", "dGhlIHNhbXBsZSBub25jZR==", "dGhlIHNhbXBsZSBub25jZQ", "\x1b[2J", "it's"}) {
    const AcceptSteps steps = explain_accept(key);
    INFO(steps.text);
    CHECK_FALSE(steps.key_ok);
    CHECK(steps.text.find("WRONG: ") != std::string::npos);
    CHECK(steps.accept.size() == 28);
    testing::require_screen(steps.text);
  }
  testing::require_screen(explain_accept(std::string(100'000, '\x07')).text);
}

TEST_CASE("an Accept is compared with the one that belongs to the key, and a known mistake is named") {
  const AcceptCompared right = compare_accept("dGhlIHNhbXBsZSBub25jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  CHECK(right.right);
  testing::require_screen(right.text);
  const AcceptCompared bare = compare_accept("dGhlIHNhbXBsZSBub25jZQ==", "hHLtf2V1k8aDQZfNjw3Ia1hCwt0=");
  CHECK_FALSE(bare.right);
  CHECK(bare.text.find("without the GUID") != std::string::npos);
  CHECK_FALSE(compare_accept("dGhlIHNhbXBsZSBub25jZQ==", "").right);
  CHECK_FALSE(compare_accept("dGhlIHNhbXBsZSBub25jZQ==", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=").right);
}
